import ChildProcesses
import Foundation

/// The RPC runtime alone: an inline method that answers with its request, beside a bare NIO server that sends back the
/// same bytes.
struct EchoBenchmark: Benchmark {
  private static let shapes: [(connections: Int, inFlight: Int, goal: Figure.Goal?)] = [
    (1, 64, nil), (16, 8, nil), (16, 64, .atLeast(0.5)),
  ]

  func run(_ setting: BenchmarkSetting) async throws -> [Figure] {
    let frames = try RequestFrames(
      ClickMix.clicks.prefix(4_096).map { $0.request(program: Merchant.program) }, service: EchoServer.service,
      method: EchoServer.method, key: nil)
    var figures: [Figure] = []
    for shape in Self.shapes {
      setting.tell("  \(shape.connections) × \(shape.inFlight)")
      let rpc = try await Self.measure(.rpc, shape.connections, shape.inFlight, frames, setting)
      let tcp = try await Self.measure(.tcp, shape.connections, shape.inFlight, frames.thatAreNoCalls(), setting)
      let name = "echo \(shape.connections) × \(shape.inFlight)"
      figures.append(
        Figure(
          .rpc, .init(name: name, value: rpc.calls.perSecond, unit: "/s"),
          beside: .init(name: "bare TCP echo", value: tcp.calls.perSecond, unit: "/s"), goal: shape.goal,
          latency: rpc.calls.latency))
      figures.append(
        Figure(
          .rpc, .init(name: "\(name), processor", value: rpc.microsecondsPerCall, unit: "µs"),
          beside: .init(name: "bare TCP echo", value: tcp.microsecondsPerCall, unit: "µs")))
    }
    return figures
  }

  private static func measure(
    _ wire: EchoServer.Wire, _ connections: Int, _ inFlight: Int, _ frames: RequestFrames, _ setting: BenchmarkSetting
  ) async throws -> (calls: ClosedLoop.Figures, microsecondsPerCall: Double) {
    let process = try ChildProcess(CommandLine.arguments[0], ["echo", "--over", wire.rawValue], seconds: 600)
    defer { process.signal(SIGTERM) }
    guard let ready = await process.lines.first(where: { $0.hasPrefix("ready ") }) else {
      throw BenchmarkSetting.Failure(description: "the echo server failed: \(await process.end().errors)")
    }
    let measured = try await ClosedLoop(connections: connections, inFlight: inFlight, frames: frames).measure(
      address: String(ready.dropFirst("ready ".count)), seconds: setting.seconds,
      usage: ProcessUsage(process: process.identifier))
    return (measured.calls, measured.processorPerCall.inSeconds * 1_000_000)
  }
}
