/// Divides a whole into whole parts by the method of the largest remainder, so that nothing is lost or added.
enum LargestRemainder {
  /// The parts of a total that are nearest to exact ones and whose sum it is: each exact part rounded down, and what is
  /// missing given out by one to those with the largest remainders, of equal ones to the earlier.
  ///
  /// - Parameters:
  ///   - total: The sum of the exact parts, rounded.
  ///   - dividends: The exact parts times `divisor`, 0 or more.
  ///   - divisor: Above 0.
  /// - Precondition: The total is less than 1 away from the sum of the exact parts.
  static func parts(of total: Int128, dividends: [Int128], divisor: Int128) -> [Int128] {
    var parts: [Int128] = []
    var remainders: [(position: Int, remainder: Int128)] = []
    var missing = total
    for (position, dividend) in dividends.enumerated() {
      let (part, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
      parts.append(part)
      missing -= part
      if remainder > 0 { remainders.append((position, remainder)) }
    }
    remainders.sort { ($1.remainder, $0.position) < ($0.remainder, $1.position) }
    precondition((0...Int128(remainders.count)).contains(missing), "The total is the rounded sum of the parts.")
    for (position, _) in remainders.prefix(Int(missing)) { parts[position] += 1 }
    return parts
  }
}
