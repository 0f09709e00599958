import GRDB
import PartnerProgram

/// Reads and writes conversions with their orders and lines.
final class ConversionTable {
  private let selectOrder: HotStatement
  private let selectRefunds: HotStatement
  private let insertOrder: HotStatement
  private let selectConversion: HotStatement
  private let insertConversion: HotStatement
  private let updateConversion: HotStatement
  private let selectLines: HotStatement
  private let insertLine: HotStatement

  init(_ database: Database) throws {
    selectOrder = try HotStatement(
      database,
      "SELECT conversion_id FROM orders WHERE program_id = ?1 AND kind = ?2 AND order_id = ?3 AND refund_id = ?4")
    selectRefunds = try HotStatement(
      database, "SELECT conversion_id FROM orders WHERE program_id = ?1 AND kind = 3 AND order_id = ?2")
    insertOrder = try HotStatement(
      database,
      "INSERT INTO orders (program_id, kind, order_id, refund_id, conversion_id) VALUES (?1, ?2, ?3, ?4, ?5)")
    selectConversion = try HotStatement(database, Self.select)
    insertConversion = try HotStatement(database, Self.insert)
    updateConversion = try HotStatement(database, Self.update)
    selectLines = try HotStatement(
      database,
      "SELECT sku, quantity, unit_price_minor FROM order_lines WHERE conversion_id = ?1 ORDER BY position")
    insertLine = try HotStatement(
      database,
      "INSERT INTO order_lines (conversion_id, position, sku, quantity, unit_price_minor) VALUES (?1, ?2, ?3, ?4, ?5)")
  }

  // MARK: - Orders

  /// The conversion that an order made, or nil when it is new.
  func conversion(
    program: ProgramID, kind: ConversionKind, order: OrderID, refund: RefundID?
  ) throws -> ConversionRow? {
    selectOrder.bind(1, program.rawValue)
    selectOrder.bind(2, Int64(kind.rawValue))
    selectOrder.bind(3, copying: order.bytes)
    selectOrder.bind(4, copying: refund?.bytes ?? [])
    defer { selectOrder.reset() }
    guard try selectOrder.step(), let id: ConversionID = try selectOrder.id(0) else { return nil }
    return try row(id)
  }

  /// The refunds of an order that have arrived, whether or not the order has.
  func refunds(program: ProgramID, order: OrderID) throws -> [ConversionRow] {
    selectRefunds.bind(1, program.rawValue)
    selectRefunds.bind(2, copying: order.bytes)
    defer { selectRefunds.reset() }
    var refunds: [ConversionRow] = []
    while try selectRefunds.step() {
      if let id: ConversionID = try selectRefunds.id(0) { refunds.append(try row(id)) }
    }
    return refunds
  }

  /// A stored conversion.
  ///
  /// - Throws: `StoreError.io` when it is not there.
  func row(_ id: ConversionID) throws -> ConversionRow {
    selectConversion.bind(1, copying: id)
    defer { selectConversion.reset() }
    guard try selectConversion.step() else {
      throw StoreError.io("the conversion \(id) of an order is missing in the database")
    }
    return try Self.row(id, selectConversion)
  }

  // MARK: - Lines

  /// The money of a stored order, as it was sent.
  func amounts(of row: ConversionRow) throws -> OrderAmounts {
    selectLines.bind(1, copying: row.id)
    defer { selectLines.reset() }
    var lines: [OrderLine] = []
    while try selectLines.step() {
      lines.append(
        try OrderLine(
          sku: selectLines.text(0), quantity: selectLines.integer(1), unitPriceMinor: selectLines.integer(2),
          position: lines.count))
    }
    return try OrderAmounts(
      lines: lines, taxMinor: row.taxMinor, shippingMinor: row.shippingMinor, discountMinor: row.discountMinor,
      currency: row.currency)
  }

  // MARK: - Writing

  /// Writes a new conversion with its order and lines.
  func insert(_ row: ConversionRow, lines: [OrderLine]) throws {
    Self.bindAll(row, to: insertConversion)
    try insertConversion.run()

    insertOrder.bind(1, row.program.rawValue)
    insertOrder.bind(2, Int64(row.kind.rawValue))
    insertOrder.bind(3, copying: row.orderID.bytes)
    insertOrder.bind(4, copying: row.refundID?.bytes ?? [])
    insertOrder.bind(5, copying: row.id)
    try insertOrder.run()

    for (position, line) in lines.enumerated() {
      insertLine.bind(1, copying: row.id)
      insertLine.bind(2, Int64(position))
      insertLine.bind(3, copying: line.sku)
      insertLine.bind(4, line.quantity)
      insertLine.bind(5, line.unitPriceMinor)
      try insertLine.run()
    }
  }

  /// Writes what was decided anew of a stored conversion.
  func update(_ row: ConversionRow) throws {
    updateConversion.bind(1, copying: row.id)
    Self.bindDecided(row, to: updateConversion, from: 2)
    try updateConversion.run()
  }
}
