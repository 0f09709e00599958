import PartnerProgram

/// A lead, or a sale with its refunds, while it is decided: what is known of it and what follows from that.
struct RecordedOrder {
  /// As it is stored; nil when it is new.
  let stored: ConversionRow?
  /// As it is to be.
  var row: ConversionRow
  let amounts: OrderAmounts
  /// The candidates of its receipt as stored.
  let storedCandidates: [StoredCandidate]
  /// The candidates as stored, and after deciding as they are to be.
  var candidates: [StoredCandidate]
  /// Its refunds as stored.
  let refunds: [ConversionRow]
  /// Its refunds as they are to be.
  var settledRefunds: [ConversionRow]

  /// Its receipt.
  var receipt: Receipt {
    Receipt(winner: row.winner, rule: row.rule, candidates: candidates.map(\.candidate))
  }

  /// Takes over the customer of a command where none was known.
  ///
  /// - Parameter others: Evidence that is added at the same time.
  /// - Returns: the evidence of the command that was not known, each piece once.
  mutating func addingEvidence(
    of command: ConversionCommand, besides others: [EvidenceSubmission] = []
  ) -> [EvidenceSubmission] {
    if row.customerEmail.isEmpty { row.customerEmail = command.customerEmail }
    if row.customerExternalID.isEmpty { row.customerExternalID = command.customerExternalID }
    return newEvidence(of: command, besides: others)
  }

  /// The evidence of a command that was not known, each piece once.
  func newEvidence(
    of command: ConversionCommand, besides others: [EvidenceSubmission] = []
  ) -> [EvidenceSubmission] {
    var known = Set(candidates.map(\.candidate.evidence)).union(others.map(\.item))
    return command.evidence.filter { known.insert($0.item).inserted }
  }

  /// Requires that so much evidence can be added.
  ///
  /// - Throws: `StoreError.failedPrecondition`.
  func requireRoom(for added: [EvidenceSubmission]) throws(StoreError) {
    let known = Set(candidates.map(\.candidate.evidence))
    guard known.count + added.count <= EvidenceItem.maximumItemsOfOrder else {
      throw .failedPrecondition(
        """
        evidence: the order \(row.orderID.escaped) has \(known.count) pieces of evidence already, and at most \
        \(EvidenceItem.maximumItemsOfOrder) are kept
        """)
    }
  }

  /// The normalised e-mail addresses of its customer, as far as they are stored.
  var customerEmails: Set<String> {
    let sent = candidates.map(\.candidate.evidence).filter { $0.kind == .email }.map(\.value)
    return Set(sent.compactMap(EmailAddress.normalised))
  }

  /// The clicks that its evidence led to, as they were then.
  var knownClicks: [ClickID: Referral] {
    var clicks: [ClickID: Referral] = [:]
    for referral in candidates.compactMap(\.candidate.referral) {
      if let click = referral.click, clicks[click] == nil { clicks[click] = referral }
    }
    return clicks
  }

  /// The partners that it knows its customer not to be: those that could win, and the parent of the one that does.
  var knownOthers: Set<PartnerID> {
    let others = candidates.filter(\.candidate.verdict.couldWin).compactMap(\.candidate.referral?.partner)
    return Set(others + [stored?.parent].compactMap(\.self))
  }

  /// The partners that it knows its customer to be. That stays known after the customer's name was erased.
  var knownSelfReferrals: Set<PartnerID> {
    Set(candidates.filter { $0.candidate.verdict == .selfReferral }.compactMap(\.candidate.referral?.partner))
  }
}

extension Verdict {
  /// Whether a candidate with this verdict could have won.
  fileprivate var couldWin: Bool {
    switch self {
    case .won, .laterTouchWon, .earlierTouchWon, .couponWon, .clickWon, .explicitPartnerWon, .contactWon: true
    case .expired, .afterConversion, .partnerInactive, .badSignature, .unknown, .duplicate, .selfReferral, .bot,
      .ignoredByPolicy:
      false
    }
  }
}
