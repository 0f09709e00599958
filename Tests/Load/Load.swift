import ArgumentParser
import Foundation

/// `tributary-load`: what the server reaches over TCP, durable, as a share of the raw limit of this machine.
@main
struct Load: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tributary-load",
    abstract: "Measure durable RecordClick over TCP beside the same statements without a network.",
    discussion: """
      Absolute figures change from machine to machine; the ratio is the result. Build with `-c release` first:

        swift run -c release tributary-load
      """)

  @Option(help: "Connections.")
  var connections = 16

  @Option(help: "Calls in flight on each connection.")
  var inFlight = 64

  @Option(help: "Seconds that each side is measured for.")
  var seconds = 8.0

  @Flag(help: "Measure for 2 seconds: a smoke test.")
  var short = false

  @Option(help: "The server to measure. [default: tributaryd beside this program]")
  var server: String?

  static let program = "load"

  func validate() throws {
    guard (1...10_000).contains(connections), (1...1_024).contains(inFlight), seconds > 0 else {
      throw ValidationError("--connections, --in-flight and --seconds must be positive and of a sane size.")
    }
  }

  func run() async throws {
    let work = FileManager.default.temporaryDirectory.appending(path: "tributary-load-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: work) }

    let duration = short ? 2 : seconds
    print("RecordClick, durable, \(connections) connections × \(inFlight) in flight, \(duration) s a side")
    let server = try await measureServer(data: work.appending(path: "server"), seconds: duration)
    print(
      "  server over TCP:  \(format(server.clicksPerSecond)) clicks/s, \(format(server.batchSize)) clicks a commit")
    let raw = try await measureYardstick(
      data: work.appending(path: "raw"), batchSize: max(1, Int(server.batchSize)), seconds: duration)
    print("  raw statements:   \(format(raw)) clicks/s at the same batch size, no network")
    print("  ratio:            \((server.clicksPerSecond / raw).formatted(.number.precision(.fractionLength(2))))")
  }

  private func format(_ value: Double) -> String {
    value.formatted(.number.precision(.fractionLength(0)))
  }
}
