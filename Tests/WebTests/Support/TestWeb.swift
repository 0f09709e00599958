import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import PartnerProgram
import Store
import TTRPC
import Tracker
import TributaryClient

@testable import Web

/// A web server and an RPC server on loopback ports of the system's choice, over one store in a temporary directory.
final class TestWeb: Sendable {
  /// What a test may choose.
  struct Options {
    /// The time that the services see, in microseconds since 1970 UTC.
    var now: @Sendable () -> Int64 = { 1_700_000_000_000_000 }
    var limits = WebLimits()
    var storeLimits = StoreLimits()
    /// More to set on the server's configuration.
    var configure: (inout WebServer.Configuration) -> Void = { _ in }
    /// Where the server logs.
    var logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    /// Routes in place of the usual ones.
    var routes: ((WebRouter, WebServices) -> Void)?
  }

  let store: SQLiteStore
  let tracker: Tracker
  let services: WebServices
  let server: WebServer
  /// The RPC server, whose lanes are the services' too.
  let rpc: Server
  /// A client of the RPC server with the server's own admin key.
  let admin: TributaryClient
  let adminKey: String
  /// `HOST:PORT` of the RPC server.
  let rpcAddress: String
  /// The port of the web server.
  let port: Int

  fileprivate init(directory: String, options: Options) async throws {
    try SQLiteStore.create(directory: directory, adminKey: nil)
    store = try SQLiteStore.open(directory: directory, limits: options.storeLimits, logger: options.logger)
    let secret = APIKeySecret()
    adminKey = secret.text
    let now = options.now
    _ = try await store.perform(
      .createAPIKey(
        try APIKey(
          id: secret.id, account: nil, scope: .admin, sha256: secret.sha256,
          createdAt: Timestamp(microseconds: now()))))
    // On a busy machine a visit may take longer than visitors are kept waiting; tests of that have a store of their own.
    var browserLimits = BrowserLimits()
    browserLimits.visitWait = .seconds(120)
    browserLimits.formWait = .seconds(120)
    tracker = try Tracker(store: store, browserLimits: browserLimits, now: { Timestamp(microseconds: now()) })
    let group = MultiThreadedEventLoopGroup.singleton
    rpc = Server(methods: MethodTable(tracker.services), group: group, logger: options.logger)
    rpcAddress = "127.0.0.1:\(try await rpc.start(host: "127.0.0.1", port: 0).port ?? 0)"
    admin = try TributaryClient(address: rpcAddress, key: adminKey, timeout: .seconds(120))
    var configuration = WebServer.Configuration(host: "127.0.0.1", port: 0)
    configuration.limits = options.limits
    options.configure(&configuration)
    let services = WebServices(
      tracker: tracker, store: store, caller: DirectCaller(methods: MethodTable(tracker.services), lanes: rpc.lanes),
      metrics: WebMetrics(), logger: options.logger, limits: configuration.limits,
      rpcMetrics: { [rpc] in rpc.metrics })
    self.services = services
    server = WebServer(services: services, configuration: configuration, group: group) { router in
      if let routes = options.routes { routes(router, services) } else { router.addRoutes(services) }
    }
    port = try await server.start().port ?? 0
  }

  /// Opens a connection to the web server.
  func connect(tls: NIOSSLContext? = nil, reads: Bool = true, sending first: String = "") async throws -> RawConnection
  {
    try await RawConnection.open(port: port, tls: tls, reads: reads, sending: first)
  }

  /// Sends one request on a connection of its own, and returns the answer.
  ///
  /// - Parameters:
  ///   - target: path and query, sent as it stands.
  ///   - headers: fields besides `host` (unless it is among them), `connection` and `content-length`.
  func request(
    _ method: String, _ target: String, headers: [(String, String)] = [], body: [UInt8] = []
  ) async throws -> Answer {
    let connection = try await connect()
    var head = "\(method) \(target) HTTP/1.1\r\nconnection: close\r\n"
    if !headers.contains(where: { $0.0.lowercased() == "host" }) { head += "host: 127.0.0.1:\(port)\r\n" }
    if !body.isEmpty || method == "POST" { head += "content-length: \(body.count)\r\n" }
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    do {
      try await connection.send(Array((head + "\r\n").utf8) + body)
      let answer = try await connection.answer(toHead: method == "HEAD")
      await connection.close()
      return answer
    } catch {
      await connection.close()
      throw error
    }
  }

  func get(_ target: String, headers: [(String, String)] = []) async throws -> Answer {
    try await request("GET", target, headers: headers)
  }

  fileprivate func stop() async {
    await server.stop(grace: .seconds(10))
    await admin.close()
    await rpc.shutdown(grace: .seconds(10))
    await store.drain()
  }
}

/// Runs `body` with a web server, and stops it and removes its files however `body` ends.
func withWeb(_ options: TestWeb.Options = .init(), _ body: (TestWeb) async throws -> Void) async throws {
  let directory = FileManager.default.temporaryDirectory.appending(path: "tributary-test-\(UUID().uuidString)").path
  defer { try? FileManager.default.removeItem(atPath: directory) }
  let web = try await TestWeb(directory: directory, options: options)
  do {
    try await body(web)
  } catch {
    await web.stop()
    throw error
  }
  await web.stop()
}
