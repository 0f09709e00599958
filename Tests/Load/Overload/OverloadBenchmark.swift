import Foundation
import NIOCore

/// What becomes of durable clicks that arrive at three times the rate which the server can do.
struct OverloadBenchmark: Benchmark {
  private static let multipleOfPeak = 3.0
  private static let connections = 64
  /// Calls in flight on each connection that find out what the server can do: enough for a full batch to wait while
  /// another one is committed.
  private static let inFlightAtPeak = 128
  /// Milliseconds within which a caller is to hear that there is no room.
  private static let refusalLimit = 50.0
  /// How long a caller tries to write to a connection that takes nothing.
  private static let patience = TimeAmount.milliseconds(100)

  func run(_ setting: BenchmarkSetting) async throws -> [Figure] {
    let merchant = try await Merchant.make(in: setting.directory("overload"), setting)
    let frames = try merchant.clickFrames()
    // Three times the traffic costs three times the processor time, which the server must not lack.
    let processors = try Processors.halves()
    return try await ServerProcess.serving(merchant, setting, processors: processors?.server) { server in
      try await Processors.confined(to: processors?.traffic) { try await Self.measure(server, frames, setting) }
    }
  }

  private static func measure(
    _ server: ServerProcess, _ frames: RequestFrames, _ setting: BenchmarkSetting
  ) async throws -> [Figure] {
    let atRest = try server.usage.residentBytes()
    setting.tell("  the peak")
    let peak = try await ClosedLoop(connections: connections, inFlight: inFlightAtPeak, frames: frames)
      .measure(address: server.rpcAddress, seconds: setting.seconds).perSecond
    let rate = peak * multipleOfPeak
    let seconds = setting.isShort ? 5.0 : 60
    setting.tell("  \(Int(rate)) calls a second for \(Int(seconds)) s")
    let loop = OpenLoop(rate: rate, connections: connections, frames: frames, patience: patience)
    let measured = try await loop.measure(address: server.rpcAddress, seconds: seconds)
    return figures(measured, peak: peak) + [
      memory(peakBytes: try server.usage.peakResidentBytes(), atRest: atRest)
    ]
  }

  private static func figures(_ measured: OpenLoop.Figures, peak: Double) -> [Figure] {
    let refusals = measured.refusalLatency
    let limit = Figure.Measure(name: "limit", value: refusalLimit, unit: "ms")
    return [
      Figure(
        .overload, .init(name: "RecordClick at 3 × the peak, goodput", value: measured.perSecond, unit: "/s"),
        beside: .init(name: "the peak", value: peak, unit: "/s"), goal: .atLeast(0.8), latency: measured.latency,
        details: [
          .init(name: "calls sent", value: measured.sentPerSecond, unit: "/s"),
          .init(name: "calls refused", value: measured.refusedPerSecond, unit: "/s"),
          .init(name: "calls that could not be sent", value: measured.givenUpPerSecond, unit: "/s"),
          .init(name: "sent later than due, p99", value: measured.delay.p99, unit: "ms"),
        ]),
      Figure(
        .overload, .init(name: "refusals, p99.9", value: refusals.p999, unit: "ms"), beside: limit, goal: .atMost(1),
        latency: refusals),
      Figure(
        .overload, .init(name: "refusals, slowest", value: refusals.maximum, unit: "ms"), beside: limit,
        goal: .atMost(1)),
    ]
  }

  private static func memory(peakBytes: Int, atRest: Int) -> Figure {
    Figure(
      .overload, .init(name: "the server's memory at most", value: Double(peakBytes) / 1_048_576, unit: "MiB"),
      beside: .init(name: "at rest", value: Double(atRest) / 1_048_576, unit: "MiB"))
  }
}
