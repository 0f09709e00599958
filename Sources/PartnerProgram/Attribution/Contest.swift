/// Who wins of those that can.
struct Contest {
  /// A candidate that can win.
  struct Entrant {
    /// Its place among all candidates.
    let position: Int
    let kind: EvidenceKind
    let referral: Referral
  }

  /// Which evidence takes part of all that can win.
  ///
  /// Anybody can send an unsigned pixel for an order whose number can be guessed. Where trusted evidence by itself finds a
  /// partner, what such pixels brought therefore changes nothing. The contact's referrer is weaker than what a browser
  /// brings, by every policy: where trusted evidence finds nothing but that, unconfirmed coupons and clicks take part, and
  /// only the names of customers do not.
  struct Admission {
    private let someoneIsTrusted: Bool
    private let someoneIsTrustedWithoutContact: Bool

    /// - Parameter eligible: All evidence that can win.
    init(eligible: [ResolvedEvidence]) {
      let trusted = eligible.filter(\.isTrusted)
      someoneIsTrusted = !trusted.isEmpty
      someoneIsTrustedWithoutContact = trusted.contains { !$0.item.kind.isOfContact }
    }

    /// Whether a piece of evidence takes part.
    func admits(_ evidence: ResolvedEvidence) -> Bool {
      switch evidence.trust {
      case .trusted: true
      case .unconfirmed: evidence.item.kind.isOfContact ? !someoneIsTrusted : !someoneIsTrustedWithoutContact
      case .contradicted: false
      }
    }
  }

  /// Kinds of evidence that are decided among themselves.
  private enum Group {
    case partner, coupon, click, contact

    init(_ kind: EvidenceKind) {
      self =
        switch kind {
        case .partner: .partner
        case .coupon: .coupon
        case .clickToken, .clickID, .visitorID: .click
        case .email, .externalID: .contact
        }
    }
  }

  private let policy: AttributionPolicy
  /// The position and group of the winner; nil when there is none.
  private let decided: (position: Int, group: Group)?
  /// Who is credited.
  let winner: Winner?

  /// Decides.
  ///
  /// - Parameter eligible: Those that can win, in the order of their positions.
  init(eligible: [Entrant], policy: AttributionPolicy) {
    self.policy = policy
    let first = Self.order(by: policy).lazy.compactMap { group in
      Self.best(of: eligible.filter { Group($0.kind) == group }, in: group, policy).map { (entrant: $0, group: group) }
    }.first
    decided = first.map { ($0.entrant.position, $0.group) }
    winner = first.map { Self.credit($0.entrant.referral, eligible, policy) }
  }

  /// The groups in the order in which they decide. What the policy ignores is not among the eligible.
  private static func order(by policy: AttributionPolicy) -> [Group] {
    switch policy.coupon {
    case .beforeClick, .ignored: [.partner, .coupon, .click, .contact]
    case .afterClick: [.partner, .click, .coupon, .contact]
    }
  }

  private static func best(of entrants: [Entrant], in group: Group, _ policy: AttributionPolicy) -> Entrant? {
    guard group == .click else { return entrants.first }
    switch policy.touch {
    case .last: return entrants.max { $1.referral.isLater(than: $0.referral) }
    case .first: return entrants.min { $1.referral.isLater(than: $0.referral) }
    }
  }

  /// Who is credited when a referral wins. That of a click is that partner's best click.
  private static func credit(_ referral: Referral, _ eligible: [Entrant], _ policy: AttributionPolicy) -> Winner {
    let clicks = eligible.filter { Group($0.kind) == .click && $0.referral.partner == referral.partner }
    let credited = best(of: clicks, in: .click, policy)?.referral ?? referral
    return Winner(
      partner: referral.partner, subID: credited.subID, click: credited.click, landingPage: credited.landingPage)
  }

  /// The rule that decided.
  var rule: AttributionRule {
    switch decided?.group {
    case nil: .unattributed
    case .partner: .explicitPartner
    case .coupon: .coupon
    case .click: policy.touch == .first ? .firstTouch : .lastTouch
    case .contact: policy.contact == .first ? .contactFirstReferrer : .contactLastReferrer
    }
  }

  /// What became of a candidate that could win.
  func verdict(at position: Int, of kind: EvidenceKind) -> Verdict {
    guard let decided, position != decided.position else { return .won }
    switch decided.group {
    case .partner: return .explicitPartnerWon
    case .coupon: return .couponWon
    case .contact: return .contactWon
    case .click:
      guard Group(kind) == .click else { return .clickWon }
      return policy.touch == .first ? .earlierTouchWon : .laterTouchWon
    }
  }
}
