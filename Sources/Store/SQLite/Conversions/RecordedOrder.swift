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

  /// Takes over what a command says: its customer where none was known or, when the merchant vouches for the command, only
  /// by claims; and for evidence that is known already, that the merchant vouches for it.
  ///
  /// - Parameters:
  ///   - claimant: Who claims it; nil when the merchant vouches for it.
  ///   - others: Evidence that is added at the same time.
  /// - Returns: the evidence of the command that was not known.
  mutating func takeOver(
    _ command: ConversionCommand, of claimant: Claimant?, besides others: [AddedEvidence] = []
  ) -> AddedEvidence {
    let isTrusted = claimant == nil
    if row.customerEmail.isEmpty
      || isTrusted && !command.customerEmail.isEmpty && isUnconfirmed(row.customerEmail, .email)
    {
      row.customerEmail = command.customerEmail
    }
    if row.customerExternalID.isEmpty
      || isTrusted && !command.customerExternalID.isEmpty && isUnconfirmed(row.customerExternalID, .externalID)
    {
      row.customerExternalID = command.customerExternalID
    }
    vouch(for: Set(command.evidence.map(\.item)), claimant, besides: others)
    // A claim that names the customer as the merchant did must not make it a customer whom only claims name.
    let added = newEvidence(of: command, besides: others.submissions).filter { isTrusted || $0.item != unlistedEmail }
    return AddedEvidence(submissions: added, claimant: claimant)
  }

  /// Notes who brought evidence again that the order knows from claims. A claimant who is the merchant's customer takes the
  /// place of one who is not.
  private mutating func vouch(for items: Set<EvidenceItem>, _ claimant: Claimant?, besides others: [AddedEvidence]) {
    let customer = trustedCustomer(with: others)
    for index in candidates.indices {
      guard let earlier = candidates[index].claimant, items.contains(candidates[index].candidate.evidence) else {
        continue
      }
      if claimant == nil || !customer.isNamed(by: earlier, of: row.kind) { candidates[index].claimant = claimant }
    }
  }

  /// The evidence of a command that was not known, each piece once.
  func newEvidence(
    of command: ConversionCommand, besides others: [EvidenceSubmission]
  ) -> [EvidenceSubmission] {
    var known = Set(candidates.map(\.candidate.evidence)).union(others.map(\.item))
    return command.evidence.filter { known.insert($0.item).inserted }
  }

  /// Requires that so much evidence can be added.
  ///
  /// - Throws: `StoreError.failedPrecondition`.
  func requireRoom(for added: AddedEvidence) throws(StoreError) {
    let known = Set(candidates.map(\.candidate.evidence))
    guard known.count + added.submissions.count <= EvidenceItem.maximumItemsOfOrder else {
      throw .failedPrecondition(
        """
        evidence: the order \(row.orderID.escaped) has \(known.count) pieces of evidence already, and at most \
        \(EvidenceItem.maximumItemsOfOrder) are kept
        """)
    }
  }

  /// The clicks that its evidence led to, as they were then.
  var knownClicks: [ClickID: Referral] {
    var clicks: [ClickID: Referral] = [:]
    for referral in candidates.compactMap(\.candidate.referral) {
      if let click = referral.click, clicks[click] == nil { clicks[click] = referral }
    }
    return clicks
  }

}

extension [StoredCandidate] {
  /// Whether the merchant vouches for the one that won; nil when none did.
  var winnerIsTrusted: Bool? {
    first { $0.candidate.verdict == .won }?.candidate.isTrusted
  }
}

extension Verdict {
  /// Whether a candidate with this verdict could have won, but for others or for who brought it.
  var couldWin: Bool {
    switch self {
    case .won, .laterTouchWon, .earlierTouchWon, .couponWon, .clickWon, .explicitPartnerWon, .contactWon, .unconfirmed:
      true
    case .expired, .afterConversion, .partnerInactive, .badSignature, .unknown, .duplicate, .selfReferral, .bot,
      .ignoredByPolicy:
      false
    }
  }
}
