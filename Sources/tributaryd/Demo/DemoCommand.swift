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
      the demo ends. A small shop on another host lets you follow a partner's
      link, opt in and buy in your browser while the report changes.

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
      let address = running.rpcAddress.description
      let admin = try TributaryClient(address: address, key: adminKey)
      let ending = try await tellStory(address: address, trackingURL: running.httpURL, admin: admin)
      try await show(address: address, ending)
      if !exits {
        let shop = try await DemoShop(
          trackingURL: running.httpURL, program: DemoStory.program, partners: DemoStory.partners,
          client: try TributaryClient(address: address, key: ending.merchantKey))
        try await DemoShopServer(shop: shop, admin: admin, logger: logger).run { shopURL in
          try printHints(address: address, shop: shop, shopURL: shopURL, ending, adminKey: adminKey)
        }
        await shop.client.close()
      }
      await admin.close()
    } catch {
      try await running.stop()
      throw error
    }
    try await running.stop()
  }

  private func tellStory(
    address: String, trackingURL: String, admin: TributaryClient
  ) async throws -> DemoStory.Ending {
    try printLine("A Tributary server is running at \(address), with its database in \(directory).")
    try printLine(
      "Through the client library, over TCP: a merchant, two partners, clicks, leads, sales, refunds and a payout …")
    let started = ContinuousClock().now
    let ending = try await DemoStory(
      admin: admin,
      trackingURL: trackingURL,
      now: Int64(Date.now.timeIntervalSince1970) * 1_000_000,
      makeClient: { key throws(TributaryError) in try TributaryClient(address: address, key: key) }
    ).tell()
    let seconds = started.duration(to: .now).formatted(.units(allowed: [.milliseconds], width: .narrow))
    try printLine("… done in \(seconds), each answer on disk before it came.\n")
    return ending
  }

  /// Shows results with the command line client itself, so that every line can be typed again.
  private func show(address: String, _ ending: DemoStory.Ending) async throws {
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
  }

  private func printHints(
    address: String, shop: DemoShop, shopURL: String, _ ending: DemoStory.Ending, adminKey: String
  ) throws {
    try printLine(
      """
      Click through it yourself. Open this link of Anna's in a browser, with a SubID of your own if you like; it leads to
      a shop at \(shopURL), where you can opt in and buy while the report beside it changes:

        \(shop.link(partner: DemoStory.partner, subID: "my-link"))

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
