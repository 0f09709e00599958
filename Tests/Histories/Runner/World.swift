import Foundation
import Logging
import NIOCore
import NIOPosix
import PartnerProgram
import Store
import Synchronization
import TTRPC
import Tracker
import TributaryClient

/// A real server over a store in a temporary directory, whose clock is the history's.
final class World {
  /// A clock that stands still until a history moves it, in microseconds since 1970 UTC.
  private final class Clock: Sendable {
    let microseconds = Atomic<Int64>(0)
  }

  private let directory: URL
  private let secret: APIKeySecret
  private let clock = Clock()
  private let logger = Logger(label: "histories", factory: { _ in SwiftLogNoOpLogHandler() })
  private var store: SQLiteStore
  private var server: Server
  private var port: Int
  private(set) var client: TributaryClient
  /// Histories that ran in this database.
  var histories = 0

  var now: Int64 {
    get { clock.microseconds.load(ordering: .sequentiallyConsistent) }
    set { clock.microseconds.store(newValue, ordering: .sequentiallyConsistent) }
  }

  init() async throws {
    let memory = URL(filePath: "/dev/shm", directoryHint: .isDirectory)
    let parent =
      FileManager.default.isWritableFile(atPath: memory.path) ? memory : FileManager.default.temporaryDirectory
    directory = parent.appending(path: "tributary-histories-\(UUID().uuidString)")
    secret = APIKeySecret()
    do {
      try SQLiteStore.create(
        directory: directory.path,
        adminKey: APIKey(
          id: secret.id, account: nil, scope: .admin, sha256: secret.sha256, createdAt: Timestamp(microseconds: 0)))
      store = try SQLiteStore.open(directory: directory.path, logger: logger)
      (server, port) = try await Self.serve(store, clock, secret, logger)
      client = try Self.connect(port: port, secret)
    } catch {
      try? FileManager.default.removeItem(at: directory)
      throw error
    }
  }

  private static func serve(
    _ store: SQLiteStore, _ clock: Clock, _ secret: APIKeySecret, _ logger: Logger
  ) async throws -> (server: Server, port: Int) {
    let tracker = try Tracker(
      store: store,
      now: { Timestamp(microseconds: clock.microseconds.load(ordering: .sequentiallyConsistent)) })
    let server = Server(
      methods: MethodTable(tracker.services), group: MultiThreadedEventLoopGroup.singleton, logger: logger)
    let port = try await server.start(host: "127.0.0.1", port: 0).port ?? 0
    return (server, port)
  }

  /// A further connection to the server.
  func connect() throws -> TributaryClient {
    try Self.connect(port: port, secret)
  }

  private static func connect(port: Int, _ secret: APIKeySecret) throws -> TributaryClient {
    try TributaryClient(
      address: ServerAddress(host: "127.0.0.1", port: port), key: secret.text, timeout: .seconds(60), retry: .never)
  }

  /// What signs a click's token.
  func tokens() throws -> @Sendable (String) -> String {
    guard let signer = TokenSigner(keys: store.signingKeys()) else {
      throw HistoryError(description: "the store has no signing keys")
    }
    return { id in
      guard let bytes = UUIDBytes(id) else { return "" }
      return String(decoding: signer.token(for: ClickID(rawValue: bytes)), as: UTF8.self)
    }
  }

  /// Stops the server, closes the store, and opens and starts both again.
  func restart() async throws {
    await halt()
    store = try SQLiteStore.open(directory: directory.path, logger: logger)
    (server, port) = try await Self.serve(store, clock, secret, logger)
    client = try connect()
  }

  /// What `tributaryd check` would print.
  func check() async throws -> [String] {
    try await store.check()
  }

  /// Deletes all clicks of a program, as `tributaryd purge` does with those past their time.
  func purgeClicks(of slug: String) async throws {
    guard let program = Array(slug.utf8).withUnsafeBytes({ store.directory.program(slug: $0) }) else {
      throw HistoryError(description: "there is no program \(slug)")
    }
    _ = try await store.purgeClicks(program: program.id, before: Timestamp(microseconds: now).adding(days: 1))
  }

  /// Stops the server and removes its files.
  func stop() async {
    await halt()
    try? FileManager.default.removeItem(at: directory)
  }

  private func halt() async {
    await client.close()
    await server.shutdown(grace: .seconds(10))
    await store.drain()
  }
}

/// Why histories cannot be run at all.
struct HistoryError: Error, CustomStringConvertible {
  let description: String
}
