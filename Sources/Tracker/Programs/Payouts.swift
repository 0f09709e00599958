internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// The methods of `tributary.v1.Programs` about payouts.
extension Tracker {
  func createPayout(_ request: CreatePayoutRequest, _ key: APIKeyEntry) async throws -> CreatePayoutResponse {
    let program = try program(request.program, visibleTo: key)
    let now = now()
    let order = PayoutOrder(
      program: program.id,
      id: try EntryName(request.id, field: "id"),
      thresholds: try thresholds(of: request),
      today: program.calendar.day(of: now),
      createdAt: now)
    let outcome = try await store.perform(.createPayout(order))
    guard case .payout(let payout, let isReplayed) = outcome else { throw RPCError.mismatchedOutcome(outcome) }
    return CreatePayoutResponse(payout: Wire.Payout(payout, in: program), replayed: isReplayed)
  }

  func listPayouts(_ request: ListPayoutsRequest, _ key: APIKeyEntry) async throws -> ListPayoutsResponse {
    let program = try program(request.program, visibleTo: key)
    let limit = try PageSize.list.limit(request.pageSize)
    var last: EntryName?
    if let token = request.pageToken.ifPresent {
      // Payouts come in the order in which they were made, in which one that was never made has no place.
      guard let id = try? EntryName(token),
        try await store.payoutLines(program: program.id, payout: id, after: nil, limit: 1) != nil
      else { throw FieldError.pageToken }
      last = id
    }
    let found = try await store.payouts(program: program.id, after: last, limit: limit + 1)
    let page = ListPage(found, limit: limit) { $0.id.text }
    return ListPayoutsResponse(
      payouts: page.elements.map { Wire.Payout($0, in: program) }, nextPageToken: page.nextPageToken)
  }

  func listPayoutLines(
    _ request: ListPayoutLinesRequest, _ key: APIKeyEntry
  ) async throws -> ListPayoutLinesResponse {
    let program = try program(request.program, visibleTo: key)
    let limit = try PageSize.list.limit(request.pageSize)
    let last = try PartnerPageToken(sent: request.pageToken) { code throws(FieldError) in _ = try Currency(sent: code) }
    guard let payout = try? EntryName(request.payout),
      let found = try await store.payoutLines(
        program: program.id, payout: payout, after: last.map { ($0.partner, $0.other) }, limit: limit + 1)
    else {
      throw RPCError(
        .notFound, "payout: there is no payout \(quoted(request.payout)) in program \(program.program.slug)")
    }
    let codes = PartnerCodes(store.directory)
    let page = ListPage(found, limit: limit) {
      PartnerPageToken(partner: codes[$0.partner], other: $0.amount.currency.code).text
    }
    return ListPayoutLinesResponse(lines: page.elements.map(message), nextPageToken: page.nextPageToken)
  }

  private func thresholds(of request: CreatePayoutRequest) throws(FieldError) -> [Currency: Int64] {
    var thresholds: [Currency: Int64] = [:]
    for (position, sent) in request.thresholds.enumerated() {
      try inside("thresholds[\(position)]") { () throws(FieldError) in
        let currency = try Currency(sent: sent.currency)
        guard thresholds[currency] == nil else {
          throw FieldError(field: "currency", message: "\(currency.code) stands there twice")
        }
        guard sent.minimumMinor >= 1 else { throw FieldError(field: "minimum_minor", message: "must be 1 or more") }
        thresholds[currency] = sent.minimumMinor
      }
    }
    return thresholds
  }

  private func message(_ line: StoredPayoutLine) -> Wire.PayoutLine {
    let partner = store.directory.partner(id: line.partner)?.partner
    return Wire.PayoutLine(
      partner: partner?.code.text ?? "",
      name: partner?.name ?? "",
      email: partner?.email ?? "",
      currency: line.amount.currency.code,
      amountMinor: line.amount.minorUnits,
      entries: line.entries)
  }
}

extension Wire.Payout {
  fileprivate init(_ payout: StoredPayout, in program: ProgramEntry) {
    self.init(
      id: payout.id.text,
      program: program.program.slug.text,
      createdAtUs: payout.createdAt.microseconds,
      totals: payout.totals.map { total in
        Wire.PayoutTotal(
          currency: total.amount.currency.code, amountMinor: total.amount.minorUnits, partners: total.partners)
      },
      complete: payout.isComplete)
  }
}
