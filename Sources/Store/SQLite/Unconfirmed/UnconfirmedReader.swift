import GRDB
public import PartnerProgram

/// Reads claims, and whether their orders are recorded otherwise.
struct UnconfirmedReader {
  private let table: UnconfirmedTable
  private let conversions: ConversionTable
  private let receipts: ReceiptTable

  init(_ database: Database) throws {
    table = try UnconfirmedTable(database)
    conversions = try ConversionTable(database)
    receipts = try ReceiptTable(database)
  }

  /// Claims of a program, newest first.
  func page(of program: ProgramID, before id: ConversionID?, limit: Int) throws -> [UnconfirmedConversion] {
    try table.claims(of: program, before: id, limit: limit).map(unconfirmed)
  }

  private func unconfirmed(_ claim: UnconfirmedClaim) throws -> UnconfirmedConversion {
    let command = claim.command
    var coupon = ""
    var click: ClickID?
    var visitor: VisitorID?
    for submission in command.evidence {
      if submission.item.kind == .coupon { coupon = submission.item.value }
      switch submission.claim {
      case .click(let id): click = click ?? id
      case .visitor(let id): visitor = id
      case .coupon, .partner, .contact, .badSignature, .unknown: break
      }
    }
    return UnconfirmedConversion(
      id: claim.id, kind: command.kind, orderID: command.orderID,
      amounts: try command.amounts ?? OrderAmounts(currency: claim.currency), customerEmail: command.customerEmail,
      customerExternalID: command.customerExternalID, coupon: coupon, click: click, visitor: visitor,
      partner: claim.credit?.partner, subID: claim.credit?.subID, receivedAt: command.receivedAt,
      differsIn: try differs(command))
  }

  /// An order with the same money and customer takes the claim in, unless it has too much evidence.
  private func differs(_ command: ConversionCommand) throws -> String? {
    let stored = try conversions.conversion(
      program: command.program, kind: command.kind, order: command.orderID, refund: nil)
    guard let stored else { return nil }
    let candidates = try receipts.candidates(of: stored.id)
    let order = RecordedOrder(
      stored: stored, row: stored, amounts: try conversions.amounts(of: stored), storedCandidates: candidates,
      candidates: candidates, refunds: [], settledRefunds: [])
    return order.difference(in: command) ?? "evidence"
  }
}

extension SQLiteStore {
  /// What unsigned pixels said and nobody confirmed. See `Store`.
  public func unconfirmedConversions(
    program: ProgramID, before id: ConversionID?, limit: Int
  ) async throws(StoreError) -> [UnconfirmedConversion] {
    let limit = try checked(limit)
    return try await read { try UnconfirmedReader($0).page(of: program, before: id, limit: limit) }
  }
}
