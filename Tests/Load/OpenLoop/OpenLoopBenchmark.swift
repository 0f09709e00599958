import Foundation

/// How long callers wait for durable clicks that arrive by the clock, at half of what the server can do.
struct OpenLoopBenchmark: Benchmark {
  private static let shareOfPeak = 0.5
  private static let connections = 64
  /// What a caller may wait in at most one of a hundred calls: so many commits of the usual length…
  private static let commitsOfWait = 3.0
  /// … and so many milliseconds for all that is no commit.
  private static let millisecondsOfWait = 1.0

  func run(_ setting: BenchmarkSetting) async throws -> [Figure] {
    let merchant = try await Merchant.make(in: setting.directory("open-loop"), setting)
    let frames = try merchant.clickFrames()
    return try await ServerProcess.serving(merchant, setting) { server in
      setting.tell("  the peak")
      let peak = try await ClosedLoop(connections: Self.connections, inFlight: 16, frames: frames)
        .measure(address: server.rpcAddress, seconds: setting.seconds).perSecond
      let rate = peak * Self.shareOfPeak
      setting.tell("  \(Int(rate)) calls a second by the clock")
      let loop = OpenLoop(rate: rate, connections: Self.connections, frames: frames)
      var medianCommit = 0.0
      let measured = try await loop.measure(address: server.rpcAddress, seconds: setting.seconds) { measuring in
        let before = try await ServerMetrics(of: server)
        try await measuring()
        medianCommit = try await CommitTimes(from: before, to: ServerMetrics(of: server)).median() * 1_000
      }
      guard measured.refusedPerSecond == 0 else {
        throw BenchmarkSetting.Failure(description: "the server refused calls at half of the peak")
      }
      return [Self.figure(measured, rate: rate, medianCommit: medianCommit)]
    }
  }

  private static func figure(_ measured: OpenLoop.Figures, rate: Double, medianCommit: Double) -> Figure {
    Figure(
      .openLoop, .init(name: "RecordClick at half of the peak, p99", value: measured.latency.p99, unit: "ms"),
      beside: .init(
        name: "limit: 3 commits + 1 ms", value: commitsOfWait * medianCommit + millisecondsOfWait, unit: "ms"),
      goal: .atMost(1), latency: measured.latency,
      details: [
        .init(name: "calls a second", value: rate, unit: "/s"),
        .init(name: "written later than due, p99", value: measured.delay.p99, unit: "ms"),
        .init(name: "median of a commit", value: medianCommit, unit: "ms"),
      ])
  }
}
