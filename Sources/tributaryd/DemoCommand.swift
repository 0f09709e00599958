import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import Store
import TributaryClient
import TributaryConsole
import UnixSignals
import Web

/// `tributaryd demo`
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play a small partner program on a real server, and leave the server running.",
    discussion: """
      The server and its database live in a temporary directory, which goes when
      the demo ends.

        tributaryd demo
        tributaryd demo --port 7411
        tributaryd demo --exit
      """
  )

  @Option(help: ArgumentHelp("The port to listen on, on loopback. 0 means any free one.", valueName: "port"))
  var port = 0

  @Flag(help: "End after the story instead of waiting for Ctrl-C.")
  var exit = false

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port must be between 0 and 65,535.") }
  }

  func run() async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "tributary-demo-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    try await reportingErrors(data: directory.path) {
      var logger = Logger(label: "tributaryd", factory: { StreamLogHandler.standardError(label: $0) })
      logger.logLevel = .warning
      let service = DemoService(directory: directory.path, port: port, exits: exit, logger: logger)
      try await ServiceGroup(
        configuration: .init(
          services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
          gracefulShutdownSignals: [.sigterm, .sigint, .sighup], logger: logger)
      ).run()
    }
  }
}

/// Starts the server, plays the story, shows what came of it and waits to be ended.
private struct DemoService: Service {
  let directory: String
  let port: Int
  let exits: Bool
  let logger: Logger

  func run() async throws {
    let adminKey = try makeDatabase(in: directory, keyLabel: "the demo's admin")
    let store = try openStore(directory, logger: logger)
    let running = try await RunningServer.start(
      store: store,
      RunningServer.Configuration(
        rpc: HostAndPort(host: "127.0.0.1", port: port), http: .init(host: "127.0.0.1", port: 0)),
      logger: logger)
    do {
      try await play(address: running.rpcAddress.description, adminKey: adminKey)
      if !exits { try await gracefulShutdown() }
    } catch {
      try await running.stop()
      throw error
    }
    try await running.stop()
  }

  private func play(address: String, adminKey: String) async throws {
    try printLine("A Tributary server is running at \(address), with its database in \(directory).")
    try printLine(
      "Through the client library, over TCP: a merchant, two partners, clicks, leads, sales, refunds and a payout …")
    let admin = try TributaryClient(address: address, key: adminKey)
    let started = ContinuousClock().now
    let ending = try await DemoStory(
      admin: admin,
      now: Int64(Date.now.timeIntervalSince1970) * 1_000_000,
      makeClient: { key throws(TributaryError) in try TributaryClient(address: address, key: key) }
    ).tell()
    await admin.close()
    let seconds = started.duration(to: .now).formatted(.units(allowed: [.milliseconds], width: .narrow))
    try printLine("… done in \(seconds), each answer on disk before it came.\n")
    try await show(address: address, ending, adminKey: adminKey)
  }

  /// Shows results with the command line client itself, so that every line can be typed again.
  private func show(address: String, _ ending: DemoStory.Ending, adminKey: String) async throws {
    let shell = DemoShell(address: address, program: DemoStory.program, key: ending.merchantKey)
    try printLine(
      "A customer followed Ben's link, then Anna's, and typed Ben's coupon. Who is paid, and why?\n")
    try await shell.run(["explain", DemoStory.contestedOrder])
    try printLine(
      """
      This customer opted in through Anna's link a month ago, and bought today on a device without any cookie. And the
      refund of a part arrived before the order itself:

      """)
    try await shell.run(["explain", DemoStory.refundedOrder])
    try printLine("What all of it makes. Last month's commission was approved, and is paid:\n")
    try await shell.run(["balance"])
    try await shell.run(["payout", "show", DemoStory.payout])
    try await shell.run(["report", "--partner", DemoStory.partner, "--by", "sub_id"])
    try printLine("The pixel for the confirmation page of a cart that cannot call:\n")
    try await shell.run(["pixel"])
    guard !exits else { return }
    try printLine(
      """
      Try next, in another terminal:

        export PATH=\(Self.folderOfThisProgram):$PATH
        export TRIBUTARY_ADDRESS=\(address) TRIBUTARY_PROGRAM=\(DemoStory.program)
        export TRIBUTARY_KEY=\(ending.merchantKey)
        tributary report --by partner,day
        tributary sale --order A-2001 --item MUG-BLUE:1:12.50 --click-token \(ending.clickToken)
        tributary refund --order A-2001 --full
        tributary explain A-2001
        TRIBUTARY_KEY=\(adminKey) tributary account list

      Ctrl-C ends the server.
      """)
  }

  /// Where the command line client lies as well, when both were built together.
  private static var folderOfThisProgram: String {
    (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])).deletingLastPathComponent().path
  }
}

/// Types commands of the command line client: shows them with a prompt, runs them, and shows what they print.
private struct DemoShell {
  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  let address: String
  let program: String
  let key: String

  func run(_ arguments: [String]) async throws {
    try printLine("$ tributary \(arguments.joined(separator: " "))")
    var host = ConsoleHost.system
    host.environment["TRIBUTARY_ADDRESS"] = address
    host.environment["TRIBUTARY_PROGRAM"] = program
    host.environment["TRIBUTARY_KEY"] = key
    switch await runTributary(arguments, host: host) {
    case 0: break
    case ExitStatus.ioError.rawValue: throw OutputFailure(reason: "whoever read it is gone")
    default: throw Failed(description: "tributary \(arguments.joined(separator: " ")) failed")
    }
    try printLine("")
  }
}
