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
        timeZone: row["time_zone"], attribution: attributionPolicy(row), holdDays: row["hold_days"],
        commission: CommissionTerms(
          rule: commissionRule(row), capMinor: row["cap_minor"],
          tierTwoRate: Rate(percentE4: row["tier_two_rate_e4"]), firstOrders: row["first_orders"]),
        clickRetentionDays: row["click_retention_days"],
        addressStorage: AddressStorage(rawValue: row["address_storage"]) ?? .truncated,
        trackingURL: row["tracking_url"], landingURL: address(row["landing_url"], "landing_url"),
        thankYouURL: address(row["thank_you_url"], "thank_you_url"),
        allowedHosts: list(row["allowed_hosts"]).map { (host: String) throws(FieldError) in try AllowedHost(host) },
        formFields: list(row["form_fields"]).map { FormFieldName(checked: bytes($0)) },
        createdAt: Timestamp(microseconds: row["created_at"]))
    }
  }

  static func partner(_ row: Row) throws -> Partner {
    try reading("partner") { () throws(FieldError) in
      try Partner(
        id: PartnerID(rawValue: row["partner_id"]), program: ProgramID(rawValue: row["program_id"]),
        code: PartnerCode(checked: bytes(row["code"])), name: row["name"], email: row["email"],
        status: PartnerStatus(rawValue: row["status"]) ?? .inactive,
        partnerCenterAccess: row["partner_center_access"],
        parent: (row["parent_id"] as Int64?).map(PartnerID.init(rawValue:)),
        createdAt: Timestamp(microseconds: row["created_at"]))
    }
  }

  static func coupon(_ row: Row) -> Coupon {
    Coupon(
      program: ProgramID(rawValue: row["program_id"]), partner: PartnerID(rawValue: row["partner_id"]),
      code: CouponCode(checked: bytes(row["code"])), createdAt: Timestamp(microseconds: row["created_at"]))
  }

  static func campaign(_ row: Row) throws -> Campaign {
    try reading("campaign") { () throws(FieldError) in
      Campaign(
        program: ProgramID(rawValue: row["program_id"]), code: CampaignCode(checked: bytes(row["code"])),
        landingURL: try WebAddress(row["landing_url"], field: "landing_url"),
        createdAt: Timestamp(microseconds: row["created_at"]))
    }
  }

  static func pixelKey(_ row: Row) -> PixelKey {
    PixelKey(id: row["key_id"], secret: row["secret"], createdAt: Timestamp(microseconds: row["created_at"]))
  }

  static func contactField(_ row: Row) throws -> ContactField {
    try reading("field of a contact") { () throws(FieldError) in
      try ContactField(name: FormFieldName(checked: bytes(row["name"])), value: row["value"])
    }
  }

  static func commissionOverride(_ row: Row) throws -> CommissionOverride {
    try reading("override of a commission") { () throws(FieldError) in
      let partner: Int64 = row["partner_id"]
      return try CommissionOverride(
        program: ProgramID(rawValue: row["program_id"]), partner: partner == 0 ? nil : PartnerID(rawValue: partner),
        sku: row["sku"], rule: commissionRule(row))
    }
  }

  private static func attributionPolicy(_ row: Row) throws(FieldError) -> AttributionPolicy {
    try AttributionPolicy(
      coupon: CouponPrecedence(rawValue: row["coupon"]) ?? .beforeClick,
      touch: TouchPreference(rawValue: row["touch"]) ?? .last,
      contact: ContactReferrer(rawValue: row["contact"]) ?? .last, windowDays: row["window_days"],
      contactWindowDays: row["contact_window_days"])
  }

  private static func commissionRule(_ row: Row) throws(FieldError) -> CommissionRule {
    try CommissionRule(
      saleRate: Rate(percentE4: row["sale_rate_e4"]), saleFlatMinor: row["sale_flat_minor"],
      leadFlatMinor: row["lead_flat_minor"])
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

  /// An address, or nil when the text is empty.
  private static func address(_ text: String, _ field: String) throws(FieldError) -> WebAddress? {
    text.isEmpty ? nil : try WebAddress(text, field: field)
  }

  /// The elements of a list with spaces between.
  private static func list(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

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
