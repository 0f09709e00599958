import TestValues

/// Zipf's distribution with exponent 1 over 0..<count: item k is drawn in proportion to 1 / (k + 1).
struct ZipfDistribution {
  private let cumulative: [Double]

  init(count: Int) {
    var sum = 0.0
    cumulative = (1...count).map { rank in
      sum += 1 / Double(rank)
      return sum
    }
  }

  func sample(using random: inout SplitMix64) -> Int {
    let point = Double.random(in: 0..<(cumulative.last ?? 1), using: &random)
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > point { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
