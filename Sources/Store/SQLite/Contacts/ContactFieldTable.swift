import GRDB
import PartnerProgram

/// What forms told of contacts: of each field what was sent last, whichever arrived first.
final class ContactFieldTable {
  private let upsert: HotStatement
  private let deleteOldest: HotStatement

  init(_ database: Database) throws {
    // Of two values that were sent at the same time one must win whatever the order of arrival: the greater one.
    upsert = try HotStatement(
      database,
      """
      INSERT INTO contact_fields (contact_id, name, value, sent_at) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (contact_id, name) DO UPDATE SET value = excluded.value, sent_at = excluded.sent_at
        WHERE (excluded.sent_at, excluded.value) > (contact_fields.sent_at, contact_fields.value)
      """)
    deleteOldest = try HotStatement(
      database,
      """
      DELETE FROM contact_fields WHERE contact_id = ?1 AND name IN (
        SELECT name FROM contact_fields WHERE contact_id = ?1
        ORDER BY sent_at DESC, name DESC LIMIT -1 OFFSET \(ContactField.maximumFields))
      """)
  }

  /// Keeps fields that were sent at a moment, and of all that the contact has those that were sent last.
  func keep(_ fields: [ContactField], sentAt: Timestamp, of contact: ContactID) throws {
    guard !fields.isEmpty else { return }
    for field in fields {
      upsert.bind(1, contact.rawValue)
      upsert.bind(2, copying: field.name.bytes)
      upsert.bind(3, copying: field.value)
      upsert.bind(4, sentAt.microseconds)
      try upsert.run()
    }
    deleteOldest.bind(1, contact.rawValue)
    try deleteOldest.run()
  }

  /// The fields of a contact in the order of their names.
  static func fields(of contact: ContactID, in database: Database) throws -> [ContactField] {
    try Row.fetchAll(
      database, sql: "SELECT name, value FROM contact_fields WHERE contact_id = ? ORDER BY name",
      arguments: [contact.rawValue]
    )
    .map(CatalogueRows.contactField)
  }
}
