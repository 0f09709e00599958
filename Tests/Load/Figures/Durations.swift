import Histogram

/// A distribution of durations in nanoseconds, to three digits.
typealias Durations = Histogram<UInt64>

extension Durations {
  /// Of nothing yet. It grows when a duration is longer than ten seconds.
  static func none() -> Durations {
    var durations = Durations(highestTrackableValue: 10_000_000_000, numberOfSignificantValueDigits: .three)
    durations.autoResize = true
    return durations
  }

  /// How the durations are distributed, in milliseconds.
  var latency: Latency {
    func milliseconds(_ nanoseconds: UInt64) -> Double { Double(nanoseconds) / 1_000_000 }
    return Latency(
      count: totalCount, p50: milliseconds(valueAtPercentile(50)), p90: milliseconds(valueAtPercentile(90)),
      p99: milliseconds(valueAtPercentile(99)), p999: milliseconds(valueAtPercentile(99.9)),
      maximum: milliseconds(max))
  }
}
