import Store

extension ClosedLoop {
  /// Measures a server's durable calls beside the same commands that are committed directly, in batches of the size that
  /// the server's had meanwhile.
  ///
  /// - Returns: the figure, and the first serial number that is not used yet.
  func compare(
    _ benchmark: BenchmarkName, _ call: String, of server: ServerProcess, beside raw: RawStore, goal: Figure.Goal?,
    _ setting: BenchmarkSetting, _ makeCommand: () throws -> Command
  ) async throws -> (figure: Figure, nextSerial: Int) {
    let shape = "\(connections) × \(inFlight)"
    setting.tell("  \(shape)")
    let (measured, batchSize) = try await measureCommits(of: server, seconds: setting.seconds)
    let limit = try raw.measure(batchSize: batchSize, seconds: setting.seconds, makeCommand)
    let figure = Figure(
      benchmark, .init(name: "\(call) \(shape)", value: measured.perSecond, unit: "/s"),
      beside: .init(name: "same statements", value: limit, unit: "/s"), goal: goal, latency: measured.latency,
      details: [.init(name: "commands in a commit", value: Double(batchSize), unit: "commands")])
    return (figure, measured.nextSerial)
  }

  /// Measures, and finds out how many commands the server committed at a time meanwhile.
  private func measureCommits(
    of server: ServerProcess, seconds: Double
  ) async throws -> (figures: Figures, batchSize: Int) {
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
