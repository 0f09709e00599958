import Foundation
import GRDB
import PartnerProgram

/// Reads a recorded conversion with everything that it moved.
struct ConversionReader {
  private let database: Database
  private let table: ConversionTable
  private let receipts: ReceiptTable
  private let calendar: ProgramCalendar

  init(_ database: Database, calendar: ProgramCalendar) throws {
    self.database = database
    self.calendar = calendar
    table = try ConversionTable(database)
    receipts = try ReceiptTable(database)
  }

  /// A conversion as it stands, a sale with its refunds; nil when there is none.
  func conversion(
    program: ProgramID, kind: ConversionKind, order: OrderID, refund: RefundID?
  ) throws -> RecordedConversion? {
    guard let row = try table.conversion(program: program, kind: kind, order: order, refund: refund) else { return nil }
    guard kind == .sale else { return try recorded(row, refunds: []) }
    let refunds = try table.refunds(program: program, order: order).sorted {
      $0.occurredAt == $1.occurredAt
        ? ($0.refundID?.bytes ?? []).lexicographicallyPrecedes($1.refundID?.bytes ?? [])
        : $0.occurredAt < $1.occurredAt
    }
    return try recorded(row, refunds: refunds.map { try recorded($0, refunds: []) })
  }

  private func recorded(_ row: ConversionRow, refunds: [RecordedConversion]) throws -> RecordedConversion {
    let receipt =
      row.kind == .refund
      ? row.refundReceipt
      : Receipt(winner: row.winner, rule: row.rule, candidates: try receipts.candidates(of: row.id).map(\.candidate))
    return RecordedConversion(
      id: row.id, kind: row.kind, orderID: row.orderID, refundID: row.refundID, amounts: try table.amounts(of: row),
      baseMinor: row.baseMinor, refundedMinor: row.refundedMinor, refundStatus: row.refundStatus,
      isFullRefund: row.isFullRefund, isTest: row.isTest, customerEmail: row.customerEmail,
      customerExternalID: row.customerExternalID, occurredAt: row.occurredAt, receivedAt: row.receivedAt,
      receipt: receipt, commissions: row.commissions(availableAt: calendar.start(of: row.availableOn)),
      entries: try entries(of: row.id), contactOrderNumber: row.contactOrderNumber, refunds: refunds)
  }

  private func entries(of conversion: ConversionID) throws -> [RecordedEntry] {
    try Row.fetchAll(
      database, sql: "\(EntryRows.selection) WHERE conversion_id = ? ORDER BY entry_id",
      arguments: [conversion.rawValue.withBytes { Data($0) }]
    )
    .map { try EntryRows.entry($0, calendar) }
  }
}
