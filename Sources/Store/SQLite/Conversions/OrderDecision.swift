import PartnerProgram

/// Decides an order by all that is known of it.
extension ConversionRecorder {
  /// An order that is stored, with everything that is known of it.
  func storedOrder(_ row: ConversionRow) throws -> RecordedOrder {
    let refunds = row.kind == .sale ? try table.refunds(program: row.program, order: row.orderID) : []
    let candidates = try receipts.candidates(of: row.id)
    return RecordedOrder(
      stored: row, row: row, amounts: try table.amounts(of: row), storedCandidates: candidates, candidates: candidates,
      refunds: refunds, settledRefunds: refunds)
  }

  /// An order of which nothing but a command, and perhaps refunds that waited for it, is known.
  func newOrder(_ command: ConversionCommand, _ entry: ProgramEntry) throws -> RecordedOrder {
    let amounts = try amounts(of: command, entry.program)
    let day = entry.calendar.day(of: command.occurredAt)
    let holdDays = try terms.terms(of: command.program, version: entry.termsVersion).holdDays
    let row = ConversionRow(
      id: command.conversionID, program: command.program, kind: command.kind, orderID: command.orderID, refundID: nil,
      isFullRefund: false, isTest: command.isTest, occurredAt: command.occurredAt, receivedAt: command.receivedAt,
      day: day, taxMinor: amounts.taxMinor, shippingMinor: amounts.shippingMinor,
      discountMinor: amounts.discountMinor, requestedMinor: 0, sentCurrency: nil, termsVersion: entry.termsVersion,
      currency: amounts.currency, customerEmail: "", customerExternalID: "", baseMinor: amounts.baseMinor,
      rule: .unattributed, availableOn: Commission.availableOn(day: day, holdDays: holdDays))
    let refunds = command.kind == .sale ? try table.refunds(program: row.program, order: row.orderID) : []
    return RecordedOrder(
      stored: nil, row: row, amounts: amounts, storedCandidates: [], candidates: [], refunds: refunds,
      settledRefunds: refunds)
  }

  /// The order's money. A lead brings none, and counts in the program's currency whatever it was sent with.
  func amounts(of command: ConversionCommand, _ program: Program) throws -> OrderAmounts {
    if command.kind == .lead { return try OrderAmounts(currency: program.currency) }
    guard let amounts = command.amounts else {
      throw StoreError.invalid(FieldError(field: "items", message: "must be sent for a sale"))
    }
    return amounts
  }

  /// Decides who earned an order, how much, and what its refunds take back.
  ///
  /// - Parameter added: The evidence that is added, of one command after the other: the first name that comes decides
  ///   whose order it is.
  func decide(_ order: inout RecordedOrder, adding added: [AddedEvidence], _ entry: ProgramEntry) throws {
    let terms = try terms.terms(of: order.row.program, version: order.row.termsVersion)
    var contacts: [ContactName: KnownContact] = [:]
    for group in added {
      contacts.merge(try joinContacts(of: group, &order)) { first, _ in first }
    }
    let selfReferrals = SelfReferrals(of: order, adding: added, directory)
    let evidence = try self.evidence(
      of: order, adding: added,
      EvidenceResolver.Order(
        id: order.row.id, program: order.row.program, occurredAt: order.row.occurredAt, policy: terms.policy,
        knownClicks: order.knownClicks, contacts: contacts))
    let receipt = Attribution.decide(
      evidence: evidence.flatMap(\.evidence), policy: terms.policy, convertedAt: order.row.occurredAt,
      isSelfReferral: selfReferrals.contains)
    order.candidates = stored(receipt.candidates, evidence)
    order.row.rule = receipt.rule
    order.row.winner = try receipt.winner.map { winner in
      Winner(
        partner: winner.partner, subID: winner.subID, click: winner.click,
        landingPage: try landingPage(of: winner.click, otherwise: winner.landingPage, order))
    }
    order.row.flag =
      try order.row.isTest
      ? nil
      : receipt.flag.map { flag in
        Flag(
          reason: flag.reason, partner: flag.partner, subID: flag.subID, click: flag.click,
          landingPage: try landingPage(of: flag.click, otherwise: flag.landingPage, order))
      }
    try setCommission(of: &order, terms, entry.program, selfReferrals)
    order.settleRefunds()
  }

  /// Evidence of an order with all that it leads to, and who brought it.
  private struct FoundEvidence {
    let resolved: EvidenceResolver.Resolved
    let claimant: Claimant?
    let trust: EvidenceTrust

    var evidence: [ResolvedEvidence] {
      resolved.findings.map { ResolvedEvidence(item: resolved.item, finding: $0, trust: trust) }
    }
  }

  /// What evidence is told apart by. Names that were erased are all alike, but for who brought them.
  private struct EvidenceKey: Hashable {
    let item: EvidenceItem
    let isTrusted: Bool
  }

  /// All evidence of an order, stored and new.
  private func evidence(
    of order: RecordedOrder, adding added: [AddedEvidence], _ context: EvidenceResolver.Order
  ) throws -> [FoundEvidence] {
    let customer = order.trustedCustomer(with: added)
    var keys: [EvidenceKey] = []
    var stored: [EvidenceKey: [StoredCandidate]] = [:]
    for candidate in order.candidates {
      let key = EvidenceKey(item: candidate.candidate.evidence, isTrusted: candidate.claimant == nil)
      if stored[key] == nil { keys.append(key) }
      stored[key, default: []].append(candidate)
    }
    let known = try keys.compactMap { key -> FoundEvidence? in
      let candidates = stored[key] ?? []
      guard let resolved = try resolver.resolve(candidates, of: context) else { return nil }
      let claimant = candidates.first?.claimant
      return FoundEvidence(
        resolved: resolved, claimant: claimant,
        trust: order.trust(in: claimant, decidedAs: candidates.map(\.candidate.verdict), customer))
    }
    return try known
      + added.flatMap { group in
        try group.submissions.map { submission in
          FoundEvidence(
            resolved: try resolver.resolve(submission, of: context), claimant: group.claimant,
            trust: order.trust(in: group.claimant, decidedAs: [], customer))
        }
      }
  }

  /// Candidates as they are kept.
  private func stored(_ candidates: [Candidate], _ evidence: [FoundEvidence]) -> [StoredCandidate] {
    let found = Dictionary(
      evidence.map { (EvidenceKey(item: $0.resolved.item, isTrusted: $0.claimant == nil), $0) },
      uniquingKeysWith: { first, _ in first })
    return candidates.map { candidate in
      let origin = found[EvidenceKey(item: candidate.evidence, isTrusted: candidate.isTrusted)]
      return StoredCandidate(
        candidate: candidate, claimedID: origin?.resolved.claimedID, claimant: origin?.claimant)
    }
  }

  /// The landing page of a click. What is known of a click stays known when the click is deleted.
  private func landingPage(
    of click: ClickID?, otherwise page: LandingPage?, _ order: RecordedOrder
  ) throws -> LandingPage? {
    guard let click else { return page }
    if let winner = order.stored?.winner, winner.click == click { return winner.landingPage }
    if let flag = order.stored?.flag, flag.click == click { return flag.landingPage }
    return try clicks.landingPage(of: click, in: order.row.program)
  }

  // MARK: - Money

  private func setCommission(
    of order: inout RecordedOrder, _ terms: ProgramTerms, _ program: Program, _ selfReferrals: SelfReferrals
  ) throws {
    let before = order.stored?.winner?.partner
    let winnerIsTrusted = order.candidates.winnerIsTrusted
    guard let winner = order.row.winner?.partner, !order.row.isTest else {
      order.row.commissionMinor = 0
      order.row.parent = nil
      order.row.parentCommissionMinor = 0
      return
    }
    try setOwnCommission(of: &order, winner, terms, program)
    // While the winner stays, so does its parent. It is asked for again when the merchant comes to vouch for the winner,
    // or does so no more, since what claims say of the customer is held against the parent only without the merchant.
    if winner != before || winnerIsTrusted != order.storedCandidates.winnerIsTrusted {
      order.row.parent = directory.partner(id: winner)?.partner.parent.flatMap { directory.isActive($0) ? $0 : nil }
    }
    // A parent that is the customer is none, and stays so when the customer's name is erased.
    if let parent = order.row.parent, selfReferrals.contains(parent, isTrusted: winnerIsTrusted ?? true) {
      order.row.parent = nil
    }
    order.row.parentCommissionMinor =
      order.row.parent == nil
      ? 0 : OrderCommission.tierTwo(of: order.row.commissionMinor, terms: terms.commission)
  }

  /// What the winner earns. It was calculated before when the winner is the same and the order is not found now to be
  /// one too many of its contact, and then stays, whatever version of this program calculated it.
  private func setOwnCommission(
    of order: inout RecordedOrder, _ winner: PartnerID, _ terms: ProgramTerms, _ program: Program
  ) throws {
    func isBeyondFirstOrders(_ number: Int64) -> Bool {
      terms.commission.firstOrders > 0 && number > Int64(terms.commission.firstOrders)
    }
    if let stored = order.stored, stored.winner?.partner == winner,
      isBeyondFirstOrders(order.storedPayableOrderNumber) == isBeyondFirstOrders(order.payableOrderNumber)
    {
      return
    }
    let rules = try self.terms.rules(
      for: winner, lines: order.amounts.lines, program.id, version: order.row.termsVersion,
      terms.commission)
    do {
      order.row.commissionMinor =
        order.row.kind == .lead
        ? OrderCommission.lead(rules: rules)
        : try OrderCommission.sale(
          order.amounts, rules: rules, terms: terms.commission, programCurrency: program.currency,
          contactOrderNumber: order.payableOrderNumber == 0 ? nil : order.payableOrderNumber
        ).totalMinor
    } catch {
      throw StoreError.invalid(FieldError(field: "items", message: "make a commission that is too large to be kept"))
    }
  }

  /// Writes an order that was decided, and binds its contact's referrers.
  ///
  /// - Returns: what is to be added to the sums of the batch, once the command can fail no more.
  func write(_ order: RecordedOrder, at time: Timestamp, balances: BalanceBatch) throws -> ConversionWriter.Sums {
    var changes = [
      ConversionWriter.Change(
        old: order.stored, new: order.row, lines: order.stored == nil ? order.amounts.lines : [],
        candidates: order.candidates == order.storedCandidates ? nil : order.candidates)
    ]
    for (old, new) in zip(order.refunds, order.settledRefunds) where old != new {
      changes.append(ConversionWriter.Change(old: old, new: new))
    }
    let sums = try writer.write(changes, at: time, balances: balances)
    try bindReferrers(by: order)
    return sums
  }
}
