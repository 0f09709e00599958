import PartnerProgram

/// The columns of a conversion, bound and read in one order that stands here only.
extension ConversionTable {
  /// What never changes.
  private static let fixedColumns = [
    "program_id", "kind", "order_id", "refund_id", "is_full_refund", "is_test", "occurred_at", "received_at", "day",
    "tax_minor", "shipping_minor", "discount_minor", "requested_minor", "sent_currency", "terms_version",
  ]
  /// What is decided again when more is known.
  private static let decidedColumns = [
    "currency", "customer_email", "customer_external_id", "contact_id", "contact_order_number", "base_minor",
    "partner_id", "sub_id", "click_id", "landing_page", "rule", "flag", "flag_partner_id", "flag_sub_id",
    "flag_click_id", "flag_landing_page", "commission_minor", "parent_partner_id", "parent_commission_minor",
    "available_day",
    "refunded_minor", "refund_count", "refund_status",
  ]

  static let select = """
    SELECT \((fixedColumns + decidedColumns).joined(separator: ", ")) FROM conversions WHERE conversion_id = ?1
    """

  static let insert: String = {
    let columns = ["conversion_id"] + fixedColumns + decidedColumns
    let marks = columns.indices.map { "?\($0 + 1)" }
    return
      "INSERT INTO conversions (\(columns.joined(separator: ", "))) VALUES (\(marks.joined(separator: ", ")))"
  }()

  static let update: String = {
    let values = decidedColumns.enumerated().map { "\($1) = ?\($0 + 2)" }
    return "UPDATE conversions SET \(values.joined(separator: ", ")) WHERE conversion_id = ?1"
  }()

  static func bindAll(_ row: ConversionRow, to statement: HotStatement) {
    statement.bind(1, copying: row.id)
    statement.bind(2, row.program.rawValue)
    statement.bind(3, Int64(row.kind.rawValue))
    statement.bind(4, copying: row.orderID.bytes)
    statement.bind(5, copying: row.refundID?.bytes ?? [])
    statement.bind(6, row.isFullRefund ? 1 : 0)
    statement.bind(7, row.isTest ? 1 : 0)
    statement.bind(8, row.occurredAt.microseconds)
    statement.bind(9, row.receivedAt.microseconds)
    statement.bind(10, Int64(row.day.daysSince1970))
    statement.bind(11, row.taxMinor)
    statement.bind(12, row.shippingMinor)
    statement.bind(13, row.discountMinor)
    statement.bind(14, row.requestedMinor)
    statement.bind(15, copying: row.sentCurrency?.code ?? "")
    statement.bind(16, row.termsVersion)
    bindDecided(row, to: statement, from: 17)
  }

  static func bindDecided(_ row: ConversionRow, to statement: HotStatement, from first: Int32) {
    statement.bind(first, copying: row.currency.code)
    statement.bind(first + 1, copying: row.customerEmail)
    statement.bind(first + 2, copying: row.customerExternalID)
    statement.bind(first + 3, row.contact)
    statement.bind(first + 4, row.contactOrderNumber)
    statement.bind(first + 5, row.baseMinor)
    statement.bind(first + 6, row.winner?.partner)
    statement.bind(first + 7, copying: row.winner?.subID?.bytes ?? [])
    statement.bind(first + 8, copying: row.winner?.click)
    statement.bind(first + 9, copying: row.winner?.landingPage?.bytes ?? [])
    statement.bind(first + 10, Int64(row.rule.rawValue))
    statement.bind(first + 11, Int64(row.flag?.reason.rawValue ?? 0))
    statement.bind(first + 12, row.flag?.partner)
    statement.bind(first + 13, copying: row.flag?.subID?.bytes ?? [])
    statement.bind(first + 14, copying: row.flag?.click)
    statement.bind(first + 15, copying: row.flag?.landingPage?.bytes ?? [])
    statement.bind(first + 16, row.commissionMinor)
    statement.bind(first + 17, row.parent)
    statement.bind(first + 18, row.parentCommissionMinor)
    statement.bind(first + 19, Int64(row.availableOn.daysSince1970))
    statement.bind(first + 20, row.refundedMinor)
    statement.bind(first + 21, row.refundCount)
    statement.bind(first + 22, Int64(row.refundStatus?.rawValue ?? 0))
  }

  static func row(_ id: ConversionID, _ statement: HotStatement) throws -> ConversionRow {
    let refundID = Array(statement.bytes(3))
    return ConversionRow(
      id: id,
      program: ProgramID(rawValue: statement.integer(0)),
      kind: try statement.value(1),
      orderID: OrderID(checked: Array(statement.bytes(2))),
      refundID: refundID.isEmpty ? nil : RefundID(checked: refundID),
      isFullRefund: statement.integer(4) != 0,
      isTest: statement.integer(5) != 0,
      occurredAt: statement.timestamp(6),
      receivedAt: statement.timestamp(7),
      day: statement.day(8),
      taxMinor: statement.integer(9),
      shippingMinor: statement.integer(10),
      discountMinor: statement.integer(11),
      requestedMinor: statement.integer(12),
      sentCurrency: try statement.bytes(13).isEmpty ? nil : statement.currency(13),
      termsVersion: statement.integer(14),
      currency: try statement.currency(15),
      customerEmail: statement.text(16),
      customerExternalID: statement.text(17),
      contact: statement.rowID(18),
      contactOrderNumber: statement.integer(19),
      baseMinor: statement.integer(20),
      winner: try winner(statement),
      rule: try statement.value(25),
      flag: try flag(statement),
      commissionMinor: statement.integer(31),
      parent: statement.rowID(32),
      parentCommissionMinor: statement.integer(33),
      availableOn: statement.day(34),
      refundedMinor: statement.integer(35),
      refundCount: statement.integer(36),
      refundStatus: statement.integer(37) == 0 ? nil : try statement.value(37))
  }

  private static func winner(_ statement: HotStatement) throws -> Winner? {
    guard let partner: PartnerID = statement.rowID(21) else { return nil }
    return Winner(
      partner: partner, subID: statement.subID(22), click: try statement.id(23),
      landingPage: statement.landingPage(24))
  }

  private static func flag(_ statement: HotStatement) throws -> Flag? {
    guard let partner: PartnerID = statement.rowID(27) else { return nil }
    return Flag(
      reason: try statement.value(26), partner: partner, subID: statement.subID(28),
      click: try statement.id(29), landingPage: statement.landingPage(30))
  }
}
