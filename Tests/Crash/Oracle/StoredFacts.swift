import Foundation
import GRDB
import TributaryClient

/// What the database file holds, read beside the server that has it open. It tells what no RPC does: that there is
/// nothing else.
struct StoredFacts {
  struct Click: Hashable, Sendable {
    let id: String
    let partner: String
    let visitor: String
    let subID: String
    let occurredAt: Int64
    let landingURL: String
    let disposition: Int32
  }

  struct Conversion: Hashable, Sendable {
    let id: String
    let kind: Int32
    let order: String
    let refund: String
    let partner: String
    let subID: String
    let currency: String
    let baseMinor: Int64
    let occurredAt: Int64
    let email: String
    /// Sum of the ledger's entries of every partner.
    let ledgerMinor: Int64
  }

  let clicks: [Click]
  let conversions: [Conversion]
  /// Rows that pixels left; this workload sends none.
  let unconfirmed: Int

  /// Reads the database in a data directory.
  init(data: URL) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    let queue = try DatabaseQueue(path: data.appending(path: "tributary.db").path, configuration: configuration)
    // One transaction: the facts are those of one moment.
    (clicks, conversions, unconfirmed) = try queue.read { database in
      (
        try Row.fetchAll(database, sql: Self.clicksSQL).map(Click.init),
        try Row.fetchAll(database, sql: Self.conversionsSQL).map(Conversion.init),
        try Int.fetchOne(database, sql: "SELECT count(*) FROM unconfirmed_conversions") ?? 0
      )
    }
  }

  private static let clicksSQL = """
    SELECT click_id, code, visitor_id, sub_id, occurred_at, landing_url, disposition
    FROM clicks JOIN partners USING (partner_id)
    """

  private static let conversionsSQL = """
    SELECT conversion_id, kind, order_id, refund_id, coalesce(code, '') AS code, sub_id, currency, base_minor, occurred_at,
      customer_email, (
        SELECT coalesce(sum(amount_minor), 0) FROM ledger_entries
        WHERE ledger_entries.conversion_id = conversions.conversion_id) AS ledger_minor
    FROM conversions LEFT JOIN partners USING (partner_id)
    """
}

extension StoredFacts.Click {
  init(_ row: Row) {
    self.init(
      id: uuidText(row["click_id"]), partner: row["code"], visitor: uuidText(row["visitor_id"]), subID: row["sub_id"],
      occurredAt: row["occurred_at"], landingURL: row["landing_url"], disposition: row["disposition"])
  }
}

extension StoredFacts.Conversion {
  init(_ row: Row) {
    self.init(
      id: uuidText(row["conversion_id"]), kind: row["kind"], order: row["order_id"], refund: row["refund_id"],
      partner: row["code"], subID: row["sub_id"], currency: row["currency"], baseMinor: row["base_minor"],
      occurredAt: row["occurred_at"], email: row["customer_email"], ledgerMinor: row["ledger_minor"])
  }
}

private func uuidText(_ bytes: Data) -> String {
  guard bytes.count == MemoryLayout<uuid_t>.size else { return "\(bytes.count) bytes" }
  return UUID(uuid: bytes.withUnsafeBytes { $0.loadUnaligned(as: uuid_t.self) }).uuidString.lowercased()
}
