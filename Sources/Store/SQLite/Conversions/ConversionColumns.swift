import PartnerProgram

/// The columns of a conversion, bound and read in one order that stands here only.
extension ConversionTable {
  private static let columns = """
    program_id, kind, order_id, refund_id, partner_id, sub_id, click_id, rule, currency, tax_minor, shipping_minor,
    discount_minor, base_minor, commission_minor, refunded_minor, refund_count, is_full_refund, is_test,
    customer_email, customer_external_id, occurred_at, received_at, day, available_at
    """

  static let select = "SELECT \(columns) FROM conversions WHERE conversion_id = ?1"

  static let insert = """
    INSERT INTO conversions (conversion_id, \(columns))
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
      ?24, ?25)
    """

  static func bind(_ row: ConversionRow, to statement: HotStatement) {
    statement.bind(1, copying: row.id)
    statement.bind(2, row.program.rawValue)
    statement.bind(3, Int64(row.kind.rawValue))
    statement.bind(4, copying: row.orderID.bytes)
    statement.bind(5, copying: row.refundID?.bytes ?? [])
    statement.bind(6, row.partner)
    statement.bind(7, copying: row.subID?.bytes ?? [])
    statement.bind(8, copying: row.click)
    statement.bind(9, Int64(row.rule.rawValue))
    statement.bind(10, copying: row.currency.code)
    statement.bind(11, row.taxMinor)
    statement.bind(12, row.shippingMinor)
    statement.bind(13, row.discountMinor)
    statement.bind(14, row.baseMinor)
    statement.bind(15, row.commissionMinor)
    statement.bind(16, row.refundedMinor)
    statement.bind(17, row.refundCount)
    statement.bind(18, row.isFullRefund ? 1 : 0)
    statement.bind(19, row.isTest ? 1 : 0)
    statement.bind(20, copying: row.customerEmail)
    statement.bind(21, copying: row.customerExternalID)
    statement.bind(22, row.occurredAt.microseconds)
    statement.bind(23, row.receivedAt.microseconds)
    statement.bind(24, Int64(row.day.daysSince1970))
    statement.bind(25, row.availableAt.microseconds)
  }

  static func row(_ id: ConversionID, _ statement: HotStatement) throws -> ConversionRow {
    let refundID = Array(statement.bytes(3))
    return ConversionRow(
      id: id,
      program: ProgramID(rawValue: statement.integer(0)),
      kind: try statement.value(1),
      orderID: OrderID(checked: Array(statement.bytes(2))),
      refundID: refundID.isEmpty ? nil : RefundID(checked: refundID),
      partner: statement.isNull(4) ? nil : PartnerID(rawValue: statement.integer(4)),
      subID: statement.subID(5),
      click: try statement.id(6),
      rule: try statement.value(7),
      currency: try statement.currency(8),
      taxMinor: statement.integer(9),
      shippingMinor: statement.integer(10),
      discountMinor: statement.integer(11),
      baseMinor: statement.integer(12),
      commissionMinor: statement.integer(13),
      refundedMinor: statement.integer(14),
      refundCount: statement.integer(15),
      isFullRefund: statement.integer(16) != 0,
      isTest: statement.integer(17) != 0,
      customerEmail: statement.text(18),
      customerExternalID: statement.text(19),
      occurredAt: statement.timestamp(20),
      receivedAt: statement.timestamp(21),
      day: Day(daysSince1970: Int32(truncatingIfNeeded: statement.integer(22))),
      availableAt: statement.timestamp(23))
  }
}
