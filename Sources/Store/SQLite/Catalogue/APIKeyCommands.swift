import Foundation
import GRDB
import PartnerProgram

/// Makes and revokes API keys.
enum APIKeyCommands {
  static func create(_ key: APIKey, in database: Database) throws -> APIKey {
    if try stored(key.id, in: database) != nil {
      throw StoreError.alreadyExists(field: "id", message: "there is a key \(key.id) already")
    }
    do {
      try database.execute(
        sql: """
          INSERT INTO api_keys
            (key_id, account_id, scope, program_id, partner_id, label, sha256, created_at, revoked_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          key.id, key.account?.rawValue, key.scope.rawValue, key.program?.rawValue, key.partner?.rawValue, key.label,
          Data(key.sha256), key.createdAt.microseconds, key.revokedAt?.microseconds,
        ])
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY {
      throw StoreError.notFound("account, program or partner of the key")
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
      throw StoreError.alreadyExists(field: "sha256", message: "there is a key with the same secret already")
    }
    return key
  }

  static func revoke(_ id: String, at time: Timestamp, in database: Database) throws -> APIKey {
    guard var key = try stored(id, in: database) else { throw StoreError.notFound("API key") }
    if key.isLive {
      key.revokedAt = time
      try database.execute(
        sql: "UPDATE api_keys SET revoked_at = ? WHERE key_id = ?", arguments: [time.microseconds, id])
    }
    return key
  }

  private static func stored(_ id: String, in database: Database) throws -> APIKey? {
    try Row.fetchOne(database, sql: "SELECT * FROM api_keys WHERE key_id = ?", arguments: [id])
      .map(CatalogueRows.apiKey)
  }
}
