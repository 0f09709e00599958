/// A fraction as a whole number, half to even. The denominator is positive.
func roundedHalfToEven(_ numerator: Int128, _ denominator: Int128) -> Int64 {
  let isNegative = numerator < 0
  let magnitude = isNegative ? -numerator : numerator
  var whole = magnitude / denominator
  let rest = magnitude % denominator
  if rest * 2 > denominator || (rest * 2 == denominator && whole % 2 == 1) { whole += 1 }
  return Int64(isNegative ? -whole : whole)
}

/// An amount in parts that are in proportion to weights and sum exactly: what is left after rounding down goes to the
/// largest remainders, one each, the earlier of equal ones first. All parts are 0 when all weights are.
func dividedByLargestRemainder(_ amount: Int64, by weights: [Int64]) -> [Int64] {
  let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
  guard sum > 0 else { return weights.map { _ in 0 } }
  var parts = weights.map { Int64(Int128(amount) * Int128($0) / sum) }
  let remainders = weights.map { Int128(amount) * Int128($0) % sum }
  var left = amount - parts.reduce(0, +)
  var order = Array(weights.indices)
  order.sort { remainders[$0] != remainders[$1] ? remainders[$0] > remainders[$1] : $0 < $1 }
  for position in order where left > 0 {
    parts[position] += 1
    left -= 1
  }
  return parts
}
