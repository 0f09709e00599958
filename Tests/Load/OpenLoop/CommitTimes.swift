/// How long the server's commits took between two looks at its metrics.
struct CommitTimes {
  private static let histogram = "tributary_store_commit_duration_seconds"

  /// Bounds in seconds, with how many commits took at most so long.
  private let buckets: [(bound: Double, count: Double)]

  init(from before: ServerMetrics, to after: ServerMetrics) {
    let earlier = before.buckets(of: Self.histogram)
    buckets = zip(after.buckets(of: Self.histogram), earlier).map { ($0.bound, $0.count - $1.count) }
  }

  /// The duration that half of the commits did not exceed, in seconds. Within a bucket they count as evenly spread, as in
  /// Prometheus' `histogram_quantile`.
  ///
  /// - Throws: ``BenchmarkSetting/Failure`` when the server committed nothing.
  func median() throws -> Double {
    guard let total = buckets.last?.count, total > 0 else {
      throw BenchmarkSetting.Failure(description: "the server committed nothing while it was measured")
    }
    var lower = (bound: 0.0, count: 0.0)
    for bucket in buckets {
      if bucket.count >= total / 2 {
        guard bucket.bound.isFinite else { break }
        let share = (total / 2 - lower.count) / (bucket.count - lower.count)
        return lower.bound + (bucket.bound - lower.bound) * share
      }
      lower = bucket
    }
    return lower.bound
  }
}
