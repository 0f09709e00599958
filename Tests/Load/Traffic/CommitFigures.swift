extension ClosedLoop {
  /// Measures, and finds out how many commands the server committed at a time meanwhile.
  func measureCommits(of server: ServerProcess, seconds: Double) async throws -> (figures: Figures, batchSize: Int) {
    var batches = (commands: 0.0, count: 0.0)
    let figures = try await measure(address: server.rpcAddress, seconds: seconds) { measuring in
      let before = try await ServerMetrics(of: server)
      try await measuring()
      let after = try await ServerMetrics(of: server)
      batches = (
        after["tributary_store_batch_commands_sum"] - before["tributary_store_batch_commands_sum"],
        after["tributary_store_batch_commands_count"] - before["tributary_store_batch_commands_count"]
      )
    }
    guard batches.count > 0 else {
      throw BenchmarkSetting.Failure(description: "the server committed nothing while it was measured")
    }
    return (figures, max(1, Int((batches.commands / batches.count).rounded())))
  }
}
