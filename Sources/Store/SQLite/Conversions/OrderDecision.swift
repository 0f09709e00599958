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
  /// - Parameter groups: The evidence that is added, of one command after the other: the first name that comes decides
  ///   whose order it is.
  func decide(_ order: inout RecordedOrder, adding groups: [[EvidenceSubmission]], _ entry: ProgramEntry) throws {
    let terms = try terms.terms(of: order.row.program, version: order.row.termsVersion)
    var contacts: [ContactName: KnownContact] = [:]
    for group in groups {
      contacts.merge(try joinContacts(named: group.contactNames, &order)) { first, _ in first }
    }
    let added = groups.flatMap(\.self)
    let isSelfReferral = selfReferrals(of: order, adding: added)
    let evidence = try self.evidence(
      of: order, adding: added,
      EvidenceResolver.Order(
        id: order.row.id, program: order.row.program, occurredAt: order.row.occurredAt, policy: terms.policy,
        knownClicks: order.knownClicks, contacts: contacts))
    let receipt = Attribution.decide(
      evidence: evidence.flatMap { resolved in
        resolved.findings.map { ResolvedEvidence(item: resolved.item, finding: $0) }
      },
      policy: terms.policy, convertedAt: order.row.occurredAt, isSelfReferral: isSelfReferral)
    let claims = Dictionary(evidence.map { ($0.item, $0.claimedID) }, uniquingKeysWith: { first, _ in first })
    order.candidates = receipt.candidates.map {
      StoredCandidate(candidate: $0, claimedID: claims[$0.evidence] ?? nil)
    }
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
    try setCommission(of: &order, terms, entry.program, isSelfReferral)
    order.settleRefunds()
  }

  /// Tells whether a partner is the customer. What was found of a partner before stays, whatever its address became
  /// since: only names that came now are compared with it.
  private func selfReferrals(
    of order: RecordedOrder, adding added: [EvidenceSubmission]
  ) -> (PartnerID) -> Bool {
    let selves = order.knownSelfReferrals
    let others = order.knownOthers
    let sent = added.customerEmails
    let all = sent.union(order.customerEmails)
    return { [directory] partner in
      guard !selves.contains(partner) else { return true }
      guard let email = directory.partner(id: partner)?.normalisedEmail else { return false }
      return others.contains(partner) ? sent.contains(email) : all.contains(email)
    }
  }

  /// All evidence of an order, stored and new.
  private func evidence(
    of order: RecordedOrder, adding added: [EvidenceSubmission], _ context: EvidenceResolver.Order
  ) throws -> [EvidenceResolver.Resolved] {
    var items: [EvidenceItem] = []
    var stored: [EvidenceItem: [StoredCandidate]] = [:]
    for candidate in order.candidates {
      let item = candidate.candidate.evidence
      if stored[item] == nil { items.append(item) }
      stored[item, default: []].append(candidate)
    }
    return try items.compactMap { try resolver.resolve(stored[$0] ?? [], of: context) }
      + added.map { try resolver.resolve($0, of: context) }
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
    of order: inout RecordedOrder, _ terms: ProgramTerms, _ program: Program, _ isSelfReferral: (PartnerID) -> Bool
  ) throws {
    let before = order.stored?.winner?.partner
    guard let winner = order.row.winner?.partner, !order.row.isTest else {
      order.row.commissionMinor = 0
      order.row.parent = nil
      order.row.parentCommissionMinor = 0
      return
    }
    try setOwnCommission(of: &order, winner, terms, program)
    // While the winner stays, so does its parent.
    if winner != before {
      order.row.parent = directory.partner(id: winner)?.partner.parent.flatMap { directory.isActive($0) ? $0 : nil }
    }
    // A parent that is the customer is none, and stays so when the customer's name is erased.
    if let parent = order.row.parent, isSelfReferral(parent) { order.row.parent = nil }
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
      isBeyondFirstOrders(stored.contactOrderNumber) == isBeyondFirstOrders(order.row.contactOrderNumber)
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
          contactOrderNumber: order.row.contactOrderNumber == 0 ? nil : order.row.contactOrderNumber
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

extension [EvidenceSubmission] {
  /// The normalised e-mail addresses in it.
  var customerEmails: Set<String> {
    Set(map(\.item).filter { $0.kind == .email }.map(\.value).compactMap(EmailAddress.normalised))
  }

  /// The contacts that it names.
  var contactNames: [ContactName] {
    compactMap { submission in
      guard case .contact(let name) = submission.claim else { return nil }
      return name
    }
  }
}
