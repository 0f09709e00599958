extension ClosedLoop {
  /// Measures, and finds out how much processor time the server took for each call meanwhile: it says more than the time
  /// by the clock where other programs keep the machine busy.
  func measure(
    address: String, seconds: Double, usage: ProcessUsage
  ) async throws -> (calls: Figures, processorPerCall: Duration) {
    var spent = Duration.zero
    let calls = try await measure(address: address, seconds: seconds) { measuring in
      let before = try usage.processorTime()
      try await measuring()
      spent = try usage.processorTime() - before
    }
    return (calls, spent / Double(calls.latency.count))
  }
}
