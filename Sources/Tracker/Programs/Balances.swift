internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// The methods of `tributary.v1.Programs` about balances: what each partner is owed, and corrections by hand.
extension Tracker {
  func listBalances(_ request: ListBalancesRequest, _ key: APIKeyEntry) async throws -> ListBalancesResponse {
    let program = try program(request.program, visibleTo: key)
    let partner = try request.partner.isEmpty ? nil : partner(request.partner, in: program, visibleTo: key).id
    let limit = try PageSize.list.limit(request.pageSize)
    let last = try PartnerPageToken(sent: request.pageToken) { code throws(FieldError) in _ = try Currency(sent: code) }
    let found = try await store.balances(
      program: program.id, partner: partner, today: program.calendar.day(of: now()),
      after: last.map { ($0.partner, $0.other) }, limit: limit + 1)
    let codes = PartnerCodes(store.directory)
    let page = ListPage(found, limit: limit) {
      PartnerPageToken(partner: codes[$0.partner], other: $0.currency.code).text
    }
    return ListBalancesResponse(
      balances: page.elements.map { Wire.Balance($0, codes) }, nextPageToken: page.nextPageToken)
  }

  func createAdjustment(
    _ request: CreateAdjustmentRequest, _ key: APIKeyEntry
  ) async throws -> CreateAdjustmentResponse {
    let program = try program(request.program, visibleTo: key)
    let id = try EntryName(request.id, field: "id")
    let partner = try partner(request.partner, in: program, visibleTo: key)
    guard request.amountMinor != 0 else { throw FieldError(field: "amount_minor", message: "must not be 0") }
    try TextRule.reason.check(request.reason, field: "reason")
    let now = now()
    let adjustment = Adjustment(
      program: program.id,
      id: id,
      partner: partner.id,
      amount: Money(
        minorUnits: request.amountMinor,
        currency: try request.currency.isEmpty ? program.currency : Currency(sent: request.currency)),
      reason: request.reason,
      day: program.calendar.day(of: now),
      recordedAt: now)
    let outcome = try await store.perform(.createAdjustment(adjustment))
    guard case .adjustment(let entry, let isReplayed) = outcome else { throw RPCError.mismatchedOutcome(outcome) }
    return CreateAdjustmentResponse(
      entry: Wire.LedgerEntry(entry, PartnerCodes(store.directory)), replayed: isReplayed)
  }
}

extension Wire.Balance {
  fileprivate init(_ balance: StoredBalance, _ codes: PartnerCodes) {
    self.init(
      partner: codes[balance.partner],
      currency: balance.currency.code,
      earnedMinor: balance.earnedMinor,
      reversedMinor: balance.reversedMinor,
      adjustedMinor: balance.adjustedMinor,
      paidMinor: balance.paidMinor,
      balanceMinor: balance.balanceMinor,
      pendingMinor: balance.pendingMinor,
      approvedMinor: balance.approvedMinor)
  }
}
