/// How often values fell between bounds, and their sum: enough to tell shares and means, at a cost that does not grow.
public struct Histogram: Sendable, Equatable {
  /// Upper bounds of the buckets, in ascending order. A value belongs to the first one that it does not exceed.
  public let bounds: [Double]
  /// How many values belong to each bucket; one more than ``bounds``, for those beyond the last one.
  public private(set) var counts: [Int]
  /// The sum of all values.
  public private(set) var sum = 0.0

  /// A histogram of nothing.
  public init(bounds: [Double]) {
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.count + 1)
  }

  /// How many values there are.
  public var count: Int { counts.reduce(0, +) }

  /// Adds a value.
  public mutating func record(_ value: Double) {
    counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
    sum += value
  }
}
