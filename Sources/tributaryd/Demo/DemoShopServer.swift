import Hummingbird
import Logging
import NIOCore
import TributaryClient

/// Serves the demo's shop on a host of its own, and lets the program's links lead there.
struct DemoShopServer {
  let shop: DemoShop
  /// With the server's admin key.
  let admin: TributaryClient
  let logger: Logger

  /// Serves until the demo is to end.
  ///
  /// - Parameter opened: hears the shop's address once links lead there.
  func run(opened: (String) throws -> Void) async throws {
    let (ports, announced) = AsyncStream.makeStream(of: Int.self)
    // Another name than the tracking host's, which is an address: for browsers the two are different sites.
    let application = Application(
      router: shop.router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in announced.yield(channel.localAddress?.port ?? 0) }, logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { announced.finish() }
        try await application.run()
      }
      for await port in ports.prefix(1) {
        let url = "http://localhost:\(port)"
        try await leadLinks(to: url)
        try opened(url)
      }
      try await group.waitForAll()
    }
  }

  private func leadLinks(to url: String) async throws {
    var program = try await admin.program(shop.program)
    program.landingUrl = url + "/"
    program.thankYouUrl = url + "/thanks"
    _ = try await admin.updateProgram(program)
  }
}
