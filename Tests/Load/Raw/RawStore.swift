import Foundation
import Logging
import PartnerProgram
import Store

/// A merchant's database in this process: filled through it, and committed to directly as a yardstick.
struct RawStore {
  let store: SQLiteStore
  let program: ProgramEntry
  let partners: [PartnerEntry]

  /// Opens a merchant's database, which no server may have open.
  init(_ merchant: Merchant) throws {
    var logger = Logger(label: "load", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = .warning
    let store = try SQLiteStore.open(directory: merchant.data.path, onFatal: { _ in }, logger: logger)
    guard let program = withBytes(Merchant.program, { store.directory.program(slug: $0) }) else {
      throw StoreError.notFound("program")
    }
    partners = try (0..<ClickMix.partnerCount).map { index in
      let code = ClickMix.partnerCode(index)
      guard let partner = withBytes(code, { store.directory.partner(program: program.id, code: $0) }) else {
        throw StoreError.notFound("partner")
      }
      return partner
    }
    self.store = store
    self.program = program
  }

  /// Opens a merchant's database and closes it in any case.
  static func with<Value>(_ merchant: Merchant, _ body: (RawStore) throws -> Value) async throws -> Value {
    let raw = try RawStore(merchant)
    let result = Result { try body(raw) }
    await raw.close()
    return try result.get()
  }

  /// Commits batches of one size for about some seconds, after a warm-up of a fifth of them: by the statements of the
  /// server, without a network, a queue or another thread. Making the commands is not counted.
  ///
  /// - Returns: commands per second.
  func measure(batchSize: Int, seconds: Double, _ makeCommand: () throws -> Command) throws -> Double {
    _ = try commit(batchSize: batchSize, seconds: seconds / 5, makeCommand)
    return try commit(batchSize: batchSize, seconds: seconds, makeCommand)
  }

  /// Commits so many commands, as fast as it goes.
  func fill(_ count: Int, _ makeCommand: (Int) throws -> Command) throws {
    for start in stride(from: 0, to: count, by: Self.fillingBatch) {
      try Task.checkCancellation()
      let commands = try (start..<min(start + Self.fillingBatch, count)).map(makeCommand)
      _ = try store.executeBatchDirectly(commands)
    }
  }

  private static let fillingBatch = 4_096

  /// Closes the database.
  func close() async { await store.drain() }

  private func commit(batchSize: Int, seconds: Double, _ makeCommand: () throws -> Command) throws -> Double {
    var spent = Duration.zero
    var count = 0
    while spent < .seconds(seconds) {
      try Task.checkCancellation()
      let commands = try (0..<batchSize).map { _ in try makeCommand() }
      spent += try ContinuousClock().measure { _ = try store.executeBatchDirectly(commands) }
      count += batchSize
    }
    return Double(count) / spent.inSeconds
  }
}

private func withBytes<Value>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
  Array(text.utf8).withUnsafeBytes(body)
}
