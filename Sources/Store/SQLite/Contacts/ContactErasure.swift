import GRDB
import PartnerProgram

/// Erases a person: names and fields disappear from the contact, names from its conversions, from their receipts and from
/// what unsigned pixels claimed. What was decided and paid stays, so that no balance and no report changes.
enum ContactErasure {
  /// - Returns: how many conversions, confirmed or not, do not name the contact any more.
  /// - Throws: `StoreError.notFound` when nobody has the name.
  static func erase(_ name: ContactName, in program: ProgramID, _ database: Database) throws -> Int64 {
    let contact = try Int64.fetchOne(
      database, sql: "SELECT contact_id FROM contact_names WHERE program_id = ? AND kind = ? AND value = ?",
      arguments: [program.rawValue, name.kind.rawValue, name.value])
    let names = try contact.map { try ContactReader.names(of: ContactID(rawValue: $0), in: database) } ?? []
    let withoutContact =
      try eraseWithoutContact(name, in: program, database)
      + UnconfirmedErasure.erase(Set(names + [name]).sorted(), in: program, database)
    guard let contact else {
      guard withoutContact > 0 else { throw StoreError.notFound("contact") }
      return withoutContact
    }
    let conversions = "(SELECT conversion_id FROM contact_conversions WHERE contact_id = ?)"
    try database.execute(
      sql: """
        UPDATE receipt_candidates SET value = '' WHERE evidence IN (?, ?) AND conversion_id IN \(conversions)
        """,
      arguments: [EvidenceKind.email.rawValue, EvidenceKind.externalID.rawValue, contact])
    try database.execute(
      sql: "UPDATE receipt_candidates SET claimant = '' WHERE claimant <> '' AND conversion_id IN \(conversions)",
      arguments: [contact])
    try database.execute(
      sql: """
        UPDATE conversions SET customer_email = '', customer_external_id = '',
          contact_id = iif(contact_id = ?1, NULL, contact_id)
        WHERE conversion_id IN (SELECT conversion_id FROM contact_conversions WHERE contact_id = ?1)
        """,
      arguments: [contact])
    let erased = Int64(database.changesCount)
    for table in ["contact_conversions", "contact_names", "contact_fields", "contacts"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE contact_id = ?", arguments: [contact])
    }
    return erased + withoutContact
  }

  /// Erases a name from conversions that belong to no contact: those that were recorded before there were contacts.
  private static func eraseWithoutContact(
    _ name: ContactName, in program: ProgramID, _ database: Database
  ) throws -> Int64 {
    let isNamed =
      switch name.kind {
      case .email: "normalised_email(customer_email) = ?"
      case .externalID: "customer_external_id = ?"
      }
    try database.execute(
      sql: """
        UPDATE conversions SET customer_email = '', customer_external_id = ''
        WHERE program_id = ? AND contact_id IS NULL AND (customer_email <> '' OR customer_external_id <> '')
          AND \(isNamed)
        """,
      arguments: [program.rawValue, name.value])
    return Int64(database.changesCount)
  }
}
