import GRDB
import PartnerProgram

/// Makes and changes accounts.
enum AccountCommands {
  static func create(_ account: Account, in database: Database) throws -> Account {
    if try stored(account.slug, in: database) != nil {
      throw StoreError.alreadyExists(field: "slug", message: "there is an account \(account.slug) already")
    }
    try database.execute(
      sql: "INSERT INTO accounts (slug, name, plan, partner_center, created_at) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        account.slug.text, account.name, account.plan.rawValue, account.partnerCenter,
        account.createdAt.microseconds,
      ])
    var made = account
    made.id = AccountID(rawValue: database.lastInsertedRowID)
    return made
  }

  static func update(_ account: Account, in database: Database) throws -> Account {
    guard var changed = try stored(account.slug, in: database) else { throw StoreError.notFound("account") }
    changed.name = account.name
    changed.plan = account.plan
    changed.partnerCenter = account.partnerCenter
    try database.execute(
      sql: "UPDATE accounts SET name = ?, plan = ?, partner_center = ? WHERE account_id = ?",
      arguments: [changed.name, changed.plan.rawValue, changed.partnerCenter, changed.id.rawValue])
    return changed
  }

  private static func stored(_ slug: Slug, in database: Database) throws -> Account? {
    try Row.fetchOne(database, sql: "SELECT * FROM accounts WHERE slug = ?", arguments: [slug.text])
      .map(CatalogueRows.account)
  }
}
