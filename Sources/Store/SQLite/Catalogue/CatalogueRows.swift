import Foundation
import GRDB
import PartnerProgram

/// Rows of the catalogue as domain values. A row that breaks a rule of the domain was not written by this program.
enum CatalogueRows {
  static func account(_ row: Row) throws -> Account {
    try reading("account") { () throws(FieldError) in
      try Account(
        id: AccountID(rawValue: row["account_id"]), slug: Slug(checked: bytes(row["slug"])), name: row["name"],
        plan: Plan(rawValue: row["plan"]) ?? .starter, partnerCenter: row["partner_center"],
        createdAt: Timestamp(microseconds: row["created_at"]))
    }
  }

  static func program(_ row: Row) throws -> Program {
    try reading("program") { () throws(FieldError) in
      guard let currency = Currency(code: row["currency"] as String) else {
        throw FieldError(field: "currency", message: "is unknown")
      }
      return try Program(
        id: ProgramID(rawValue: row["program_id"]), slug: Slug(checked: bytes(row["slug"])),
        account: AccountID(rawValue: row["account_id"]), name: row["name"], currency: currency,
        timeZone: row["time_zone"], windowDays: row["window_days"], holdDays: row["hold_days"],
        commission: CommissionRule(
          saleRate: Rate(percentE4: row["sale_rate_e4"]), saleFlatMinor: row["sale_flat_minor"],
          leadFlatMinor: row["lead_flat_minor"]),
        trackingURL: row["tracking_url"], createdAt: Timestamp(microseconds: row["created_at"]))
    }
  }

  static func partner(_ row: Row) throws -> Partner {
    try reading("partner") { () throws(FieldError) in
      try Partner(
        id: PartnerID(rawValue: row["partner_id"]), program: ProgramID(rawValue: row["program_id"]),
        code: PartnerCode(checked: bytes(row["code"])), name: row["name"], email: row["email"],
        status: PartnerStatus(rawValue: row["status"]) ?? .inactive,
        partnerCenterAccess: row["partner_center_access"], createdAt: Timestamp(microseconds: row["created_at"]))
    }
  }

  static func apiKey(_ row: Row) throws -> APIKey {
    try reading("API key") { () throws(FieldError) in
      guard let scope = KeyScope(rawValue: row["scope"]) else {
        throw FieldError(field: "scope", message: "is unknown")
      }
      return try APIKey(
        id: row["key_id"], account: (row["account_id"] as Int64?).map(AccountID.init(rawValue:)), scope: scope,
        program: (row["program_id"] as Int64?).map(ProgramID.init(rawValue:)),
        partner: (row["partner_id"] as Int64?).map(PartnerID.init(rawValue:)), label: row["label"],
        sha256: Array(row["sha256"] as Data), createdAt: Timestamp(microseconds: row["created_at"]),
        revokedAt: (row["revoked_at"] as Int64?).map(Timestamp.init(microseconds:)))
    }
  }

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static func reading<Value>(_ kind: String, _ body: () throws(FieldError) -> Value) throws(StoreError) -> Value
  {
    do {
      return try body()
    } catch {
      throw .io("a stored \(kind) cannot be read: \(error)")
    }
  }
}
