import Foundation
import GRDB
import PartnerProgram

/// Makes and drops the keys that sign tokens.
enum SigningKeyCommands {
  /// Makes a key that is newer than all others, and so signs from now on.
  ///
  /// - Throws: `StoreError.failedPrecondition` when there are `SigningKey.maximumKeys` already.
  static func make(at time: Timestamp, in database: Database) throws -> SigningKey {
    let stored = try CatalogueReader.signingKeys(database)
    guard stored.count < SigningKey.maximumKeys else {
      throw StoreError.failedPrecondition(
        "there are \(stored.count) signing keys already, and at most \(SigningKey.maximumKeys) are kept: retire some")
    }
    let (id, overflows) = (stored.map(\.id).max() ?? 0).addingReportingOverflow(1)
    guard !overflows else {
      throw StoreError.failedPrecondition("the ids of signing keys are used up: retire the key with the greatest id")
    }
    var generator = SystemRandomNumberGenerator()
    let key = SigningKey(
      id: id,
      secret: (0..<SigningKey.secretLength).map { _ in UInt8.random(in: .min ... .max, using: &generator) },
      // The newest key signs, also when the clock has gone back since the last one was made.
      createdAt: max(time, stored.first?.createdAt ?? time))
    try database.execute(
      sql: "INSERT INTO signing_keys (key_id, secret, created_at) VALUES (?, ?, ?)",
      arguments: [key.id, Data(key.secret), key.createdAt.microseconds])
    return key
  }

  /// Drops a key: what it has signed is signed by nobody from then on.
  ///
  /// - Throws: `StoreError.failedPrecondition` when there is no such key, or no other.
  static func retire(_ id: UInt32, in database: Database) throws -> SigningKey {
    let stored = try CatalogueReader.signingKeys(database)
    guard let key = stored.first(where: { $0.id == id }) else {
      throw StoreError.failedPrecondition("there is no signing key \(id)")
    }
    guard stored.count > 1 else {
      throw StoreError.failedPrecondition("\(id) is the only signing key: make another one first")
    }
    try database.execute(sql: "DELETE FROM signing_keys WHERE key_id = ?", arguments: [id])
    return key
  }
}
