extension ClosedLoop {
  /// How often a measurement is tried in which no call is answered, each time for twice as long.
  private static let attempts = 5

  /// Measures, and finds out how much processor time the server took for each call meanwhile: it says more than the time
  /// by the clock where other programs keep the machine busy.
  ///
  /// - Throws: also when no call was answered.
  func measure(
    address: String, seconds: Double, usage: ProcessUsage
  ) async throws -> (calls: Figures, processorPerCall: Duration) {
    for attempt in 0..<Self.attempts {
      var spent = Duration.zero
      let calls = try await measure(address: address, seconds: seconds * Double(1 << attempt)) { measuring in
        let before = try usage.processorTime()
        try await measuring()
        spent = try usage.processorTime() - before
      }
      if calls.latency.count > 0 { return (calls, spent / Double(calls.latency.count)) }
    }
    throw BenchmarkSetting.Failure(description: "no call was answered while it was measured")
  }
}
