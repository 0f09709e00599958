import GRDB
import PartnerProgram

/// Reads a contact with its names and referrers.
enum ContactReader {
  static func contact(_ database: Database, program: ProgramID, name: ContactName) throws -> Contact? {
    let table = try ContactTable(database)
    guard let id = try table.contact(named: name, in: program) else { return nil }
    let referrers = try table.referrers(of: id)
    let conversions = try ConversionTable(database)
    var orders: [ConversionID: OrderID] = [:]
    for referrer in [referrers.first, referrers.last].compactMap(\.self) {
      orders[referrer.source] = try conversions.row(referrer.source).orderID
    }
    return Contact(
      names: try names(of: id, in: database), referrers: referrers, orders: orders,
      orderCount: try table.orderCount(of: id),
      fields: try ContactFieldTable.fields(of: id, in: database))
  }

  /// The names of a contact.
  static func names(of contact: ContactID, in database: Database) throws -> [ContactName] {
    try Row.fetchAll(
      database, sql: "SELECT kind, value FROM contact_names WHERE contact_id = ? ORDER BY kind, value",
      arguments: [contact.rawValue]
    )
    .compactMap { row in
      switch ContactName.Kind(rawValue: row["kind"]) {
      case .email: ContactName.email(row["value"])
      case .externalID: ContactName.externalID(row["value"])
      case nil: nil
      }
    }
  }
}
