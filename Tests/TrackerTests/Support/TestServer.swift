import Foundation
import Logging
import NIOCore
import NIOPosix
import PartnerProgram
import Store
import Synchronization
import TTRPC
import Tracker

/// A real server on a loopback port of the system's choice, over a store in a temporary directory.
final class TestServer: Sendable {
  let clock = TestClock()
  let store: SQLiteStore
  /// The secret of the server's own admin key.
  let adminKey: String
  let port: Int
  private let server: Server
  private let connections = Mutex<[Connection]>([])

  fileprivate init(directory: String, storeLimits: StoreLimits) async throws {
    try SQLiteStore.create(directory: directory, adminKey: nil)
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    store = try SQLiteStore.open(directory: directory, limits: storeLimits, logger: logger)
    let secret = APIKeySecret()
    adminKey = secret.text
    _ = try await store.perform(
      .createAPIKey(
        try APIKey(
          id: secret.id, account: nil, scope: .admin, sha256: secret.sha256,
          createdAt: Timestamp(microseconds: TestClock.start))))
    let clock = clock
    let tracker = try Tracker(store: store, now: { Timestamp(microseconds: clock.now) })
    server = Server(
      methods: MethodTable(tracker.services), group: MultiThreadedEventLoopGroup.singleton, logger: logger)
    port = try await server.start(host: "127.0.0.1", port: 0).port ?? 0
  }

  /// A new connection whose calls carry `key`, or none when it is nil.
  func connect(key: String?) throws -> Connection {
    var metadata = Metadata()
    if let key { metadata.append(key: "authorization", value: "Bearer \(key)") }
    return try connect(metadata: metadata)
  }

  /// A new connection whose calls carry `metadata`.
  func connect(metadata: Metadata) throws -> Connection {
    let connection = try Connection(port: port, metadata: metadata)
    connections.withLock { $0.append(connection) }
    return connection
  }

  /// What the store's own check finds wrong.
  func differences() async throws -> [String] {
    try await store.check()
  }

  fileprivate func stop() async {
    for connection in connections.withLock({ $0 }) { await connection.client.close() }
    await server.shutdown(grace: .seconds(10))
    await store.drain()
  }
}

/// Runs `body` with a server, and stops it and removes its files however `body` ends.
func withServer(
  storeLimits: StoreLimits = StoreLimits(), _ body: (TestServer) async throws -> Void
) async throws {
  let directory = FileManager.default.temporaryDirectory.appending(path: "tributary-test-\(UUID().uuidString)").path
  defer { try? FileManager.default.removeItem(atPath: directory) }
  let server = try await TestServer(directory: directory, storeLimits: storeLimits)
  do {
    try await body(server)
  } catch {
    await server.stop()
    throw error
  }
  await server.stop()
}

/// Runs `body` with a server that has one shop with its partners.
func withShop(_ configuration: Shop.Configuration = .init(), _ body: (Shop) async throws -> Void) async throws {
  try await withServer { server in try await body(Shop(on: server, configuration)) }
}
