import GRDB
import PartnerProgram

/// Records leads, sales and refunds: finds who earned them, and moves what is owed.
///
/// An order is decided by all that is known of it, whatever came first. When more becomes known it is decided again, and
/// the difference is written.
final class ConversionRecorder {
  let directory: Directory
  let table: ConversionTable
  let receipts: ReceiptTable
  let contacts: ContactTable
  let contactFields: ContactFieldTable
  let terms: TermsTable
  let clicks: ClickFinder
  let resolver: EvidenceResolver
  let writer: ConversionWriter
  private let awaited: AwaitedClicks

  init(_ database: Database, directory: Directory) throws {
    self.directory = directory
    table = try ConversionTable(database)
    receipts = try ReceiptTable(database)
    contacts = try ContactTable(database)
    contactFields = try ContactFieldTable(database)
    terms = try TermsTable(database)
    clicks = try ClickFinder(database, directory: directory)
    resolver = try EvidenceResolver(database, directory: directory, clicks: clicks)
    awaited = try AwaitedClicks(database)
    writer = try ConversionWriter(database, table: table, receipts: receipts, awaited: awaited)
  }

  /// Records a conversion, or answers one that is recorded already, adding what was not known of it.
  ///
  /// - Throws: `StoreError` when the command cannot be done; nothing of it stays then.
  func record(
    _ command: ConversionCommand, rollup: inout RollupBatch, balances: inout BalanceBatch
  ) throws -> ConversionOutcome {
    guard let program = directory.program(id: command.program) else { throw StoreError.notFound("program") }
    if command.kind == .refund {
      return try recordRefund(command, program, rollup: &rollup, balances: &balances)
    }
    let stored = try table.conversion(
      program: command.program, kind: command.kind, order: command.orderID, refund: nil)
    if let stored { try requireSame(command, as: stored) }
    var order = try stored.map { try storedOrder($0) } ?? newOrder(command, program)
    let added = order.addingEvidence(of: command)
    if order.row != stored || !added.isEmpty {
      try order.requireRoom(for: added)
      try decide(&order, adding: added, program)
      try write(order, at: command.receivedAt, rollup: &rollup, balances: &balances)
    }
    if let contact = order.row.contact, !order.row.isTest {
      try contactFields.keep(command.contactFields, sentAt: command.occurredAt, of: contact)
    }
    return outcome(of: order.row, order.receipt, program, isReplayed: stored != nil)
  }

  /// The orders that a click which has just been recorded may have to do with.
  func orders(awaiting click: ClickCommand) throws -> [ConversionID] {
    try awaited.orders(awaiting: click)
  }

  /// Decides an order anew, since a click was recorded that it may have to do with.
  func decideAgain(
    _ order: ConversionID, after click: ClickCommand, rollup: inout RollupBatch, balances: inout BalanceBatch
  ) throws {
    guard let program = directory.program(id: click.program) else { return }
    var order = try storedOrder(try table.row(order))
    try decide(&order, adding: [], program)
    try write(order, at: click.receivedAt, rollup: &rollup, balances: &balances)
  }

  // MARK: - The answer

  /// The answer about a conversion as it stands.
  func outcome(
    of row: ConversionRow, _ receipt: Receipt, _ program: ProgramEntry, isReplayed: Bool
  ) -> ConversionOutcome {
    let commissions = row.commissions(availableAt: program.calendar.start(of: row.availableOn))
    var codes: [PartnerID: PartnerCode] = [:]
    let named = receipt.candidates.compactMap { $0.referral?.partner } + [receipt.winner?.partner].compactMap(\.self)
    for partner in named + commissions.map(\.partner) {
      codes[partner] = directory.partner(id: partner)?.partner.code
    }
    return ConversionOutcome(
      conversionID: row.id, receipt: receipt, partnerCodes: codes, commissions: commissions, isReplayed: isReplayed,
      refundStatus: row.refundStatus, refundedMinor: row.kind == .refund ? row.baseMinor : 0)
  }
}
