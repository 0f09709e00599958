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
  let unconfirmed: UnconfirmedTable
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
    unconfirmed = try UnconfirmedTable(database)
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
    return try add(
      command, to: stored.map { try storedOrder($0) }, at: command.receivedAt, program, rollup: &rollup,
      balances: &balances)
  }

  /// Adds what a command brings to its order, whose money has been compared. The order takes in the claims that say the
  /// same of it.
  ///
  /// - Parameters:
  ///   - claimant: Who claims it; nil when the merchant vouches for it.
  ///   - order: The order as it is stored; nil when it is new.
  ///   - time: When the ledger notes it.
  ///   - confirmed: A claim that the command confirms.
  func add(
    _ command: ConversionCommand, of claimant: Claimant? = nil, to order: RecordedOrder?, at time: Timestamp,
    confirming confirmed: UnconfirmedClaim? = nil,
    _ program: ProgramEntry, rollup: inout RollupBatch, balances: inout BalanceBatch
  ) throws -> ConversionOutcome {
    let stored = order?.row
    var order = try order ?? newOrder(command, program)
    let knownAddresses = order.trustedCustomer().addresses
    let added = order.takeOver(command, of: claimant)
    try order.requireRoom(for: added)
    // What the merchant says of the customer now may be what a claim waits for.
    let mayJoin = stored == nil || order.trustedCustomer(with: [added]).addresses != knownAddresses
    let waiting = try mayJoin ? unconfirmed.claims(of: command).filter { $0.id != confirmed?.id } : []
    let joining = JoiningClaims(waiting, &order, besides: added)
    var sums: ConversionWriter.Sums?
    if order.row != stored || order.candidates != order.storedCandidates || !added.submissions.isEmpty
      || !joining.claims.isEmpty
    {
      try decide(&order, adding: [added] + joining.evidence, program)
      sums = try write(order, at: time, balances: balances)
    }
    let settled = [confirmed].compactMap(\.self) + joining.claims
    for claim in settled { try unconfirmed.settle(claim, as: order.row.id, isConfirmed: claim.id == confirmed?.id) }
    if let contact = order.row.contact, !order.row.isTest {
      try contactFields.keep(command.contactFields, sentAt: command.occurredAt, of: contact)
    }
    try sums?.add(to: &rollup, &balances)
    for key in settled.compactMap(\.rollupKey) {
      try rollup.add(RollupDelta(flaggedUnconfirmed: -1), under: key)
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
    try write(order, at: click.receivedAt, balances: balances).add(to: &rollup, &balances)
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
