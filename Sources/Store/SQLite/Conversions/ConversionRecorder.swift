import GRDB
import PartnerProgram

/// Records leads, sales and refunds: finds who earned them, and moves what is owed.
///
/// Whatever can be wrong with a command is found before anything of it is written.
final class ConversionRecorder {
  let directory: Directory
  let table: ConversionTable
  private let ledger: LedgerTable
  private let receipts: ReceiptTable
  private let resolver: EvidenceResolver

  init(_ database: Database, directory: Directory) throws {
    self.directory = directory
    table = try ConversionTable(database)
    ledger = try LedgerTable(database)
    receipts = try ReceiptTable(database)
    resolver = try EvidenceResolver(database, directory: directory)
  }

  /// Records a conversion, or answers one that is recorded already.
  ///
  /// - Throws: `StoreError` when the command cannot be done; nothing of it is written then.
  func record(
    _ command: ConversionCommand, rollup: inout RollupBatch, balances: inout BalanceBatch
  ) throws -> ConversionOutcome {
    guard let program = directory.program(id: command.program) else { throw StoreError.notFound("program") }
    let stored = try table.conversion(
      program: command.program, kind: command.kind, order: command.orderID, refund: command.refundID)
    if let stored {
      try requireSame(command, as: stored)
      return try outcome(of: stored, receipt: try receipt(of: stored), isReplayed: true)
    }
    let new =
      switch command.kind {
      case .lead, .sale: try earning(command, program)
      case .refund: try refund(command, program)
      }
    try write(new, rollup: &rollup, balances: &balances)
    return try outcome(of: new.row, receipt: new.receipt, isReplayed: false)
  }

  // MARK: - A new lead or sale

  /// A conversion that is decided but not written.
  struct Decided {
    let row: ConversionRow
    let lines: [OrderLine]
    let receipt: Receipt
    /// For a refund the order's row as it becomes.
    var refundedSale: ConversionRow?
  }

  private func earning(_ command: ConversionCommand, _ entry: ProgramEntry) throws -> Decided {
    let program = entry.program
    let evidence = try resolver.resolve(command, in: program)
    let receipt = Attribution.decideByLastTouch(
      evidence: evidence, windowDays: program.windowDays, convertedAt: command.occurredAt)
    let amounts = try self.amounts(of: command, program)
    let commission =
      receipt.winner == nil || command.isTest ? 0 : try self.commission(of: command.kind, amounts, program)
    let row = ConversionRow(
      id: command.conversionID, program: command.program, kind: command.kind, orderID: command.orderID,
      refundID: nil, partner: receipt.winner?.partner, subID: receipt.winner?.subID, click: receipt.winner?.click,
      rule: receipt.rule, currency: amounts.currency, taxMinor: amounts.taxMinor,
      shippingMinor: amounts.shippingMinor, discountMinor: amounts.discountMinor, baseMinor: amounts.baseMinor,
      commissionMinor: commission, isFullRefund: false, isTest: command.isTest,
      customerEmail: command.customerEmail, customerExternalID: command.customerExternalID,
      occurredAt: command.occurredAt, receivedAt: command.receivedAt, day: entry.calendar.day(of: command.occurredAt),
      availableAt: Commission.availableAt(occurredAt: command.occurredAt, holdDays: program.holdDays))
    return Decided(row: row, lines: amounts.lines, receipt: receipt)
  }

  /// The order's money. A lead brings none, and counts in the program's currency whatever it was sent with.
  private func amounts(of command: ConversionCommand, _ program: Program) throws -> OrderAmounts {
    if command.kind == .lead { return try OrderAmounts(currency: program.currency) }
    guard let amounts = command.amounts else {
      throw StoreError.invalid(FieldError(field: "items", message: "must be sent for a sale"))
    }
    return amounts
  }

  private func commission(of kind: ConversionKind, _ amounts: OrderAmounts, _ program: Program) throws -> Int64 {
    if kind == .lead { return program.commission.leadCommission(programCurrency: program.currency).minorUnits }
    let base = Money(minorUnits: amounts.baseMinor, currency: amounts.currency)
    do {
      return try program.commission.saleCommission(base: base, programCurrency: program.currency).minorUnits
    } catch {
      throw StoreError.invalid(FieldError(field: "items", message: "make a commission that is too large to be kept"))
    }
  }

  // MARK: - Writing

  private func write(
    _ new: Decided, rollup: inout RollupBatch, balances: inout BalanceBatch
  ) throws {
    let row = new.row
    var moved: (balance: BalanceBatch.Balance, key: BalanceBatch.Key)?
    if let partner = row.partner, !row.isTest {
      let key = BalanceBatch.Key(program: row.program, partner: partner, currency: row.currency)
      moved = (try balances.balance(of: key).adding(row), key)
    }
    try table.insert(row, lines: new.lines)
    try receipts.insert(new.receipt.candidates, of: row.id)
    if let sale = new.refundedSale {
      try table.setRefunded(sale.refundedMinor, count: sale.refundCount, ofSale: sale.id)
    }
    if let entry = row.ledgerEntry { try ledger.insert(entry) }
    if let moved { balances.set(moved.balance, of: moved.key) }
    if let key = row.rollupKey { try rollup.add(row.rollupDelta, under: key) }
  }

  // MARK: - The answer

  private func outcome(of row: ConversionRow, receipt: Receipt, isReplayed: Bool) throws -> ConversionOutcome {
    let commissions = try ledger.commissions(of: row.id)
    var codes: [PartnerID: PartnerCode] = [:]
    let touched = receipt.candidates.compactMap { $0.touch?.partner } + [receipt.winner?.partner].compactMap { $0 }
    for partner in touched + commissions.map(\.partner) {
      codes[partner] = directory.partner(id: partner)?.partner.code
    }
    return ConversionOutcome(
      conversionID: row.id, receipt: receipt, partnerCodes: codes, commissions: commissions, isReplayed: isReplayed)
  }

  /// The receipt of a stored conversion. A refund has the winner of its order.
  func receipt(of row: ConversionRow) throws -> Receipt {
    if row.kind == .refund {
      let sale = try table.conversion(program: row.program, kind: .sale, order: row.orderID, refund: nil)
      return .refund(ofOrderWonBy: try sale.flatMap { try receipt(of: $0).winner })
    }
    let candidates = try receipts.candidates(of: row.id)
    return Receipt(
      winner: candidates.first { $0.verdict == .won }?.touch, rule: row.rule, candidates: candidates)
  }
}

extension BalanceBatch.Balance {
  /// The balance after a conversion.
  ///
  /// - Throws: `StoreError.failedPrecondition` when a sum does not fit into 64 bits.
  fileprivate func adding(_ row: ConversionRow) throws -> Self {
    func sum(_ left: Int64, _ right: Int64) throws -> Int64 {
      let (sum, overflows) = left.addingReportingOverflow(right)
      guard !overflows else {
        throw StoreError.failedPrecondition(
          "the partner's total in \(row.currency) would pass 9,223,372,036,854,775,807 minor units")
      }
      return sum
    }
    var balance = self
    switch row.kind {
    case .lead:
      balance.earned = try sum(earned, row.commissionMinor)
    case .sale:
      balance.earned = try sum(earned, row.commissionMinor)
      balance.sold = try sum(sold, row.baseMinor)
    case .refund:
      balance.reversed = try sum(reversed, row.commissionMinor)
    }
    return balance
  }
}
