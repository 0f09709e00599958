import GRDB
import PartnerProgram

/// Finds whom the evidence of an order leads to.
///
/// What was found before stays as it was then: whether a partner took part, whose coupon it was, who had referred the
/// contact. Only what was not found is looked for again, and clicks of a visitor are added.
final class EvidenceResolver {
  private let directory: Directory
  private let clicks: ClickFinder
  private let selectCoupon: HotStatement

  init(_ database: Database, directory: Directory, clicks: ClickFinder) throws {
    self.directory = directory
    self.clicks = clicks
    selectCoupon = try HotStatement(
      database, "SELECT partner_id FROM coupons WHERE program_id = ?1 AND code = ?2")
  }

  /// The order that evidence is about.
  struct Order {
    let id: ConversionID
    let program: ProgramID
    let occurredAt: Timestamp
    let policy: AttributionPolicy
    /// The clicks that it has found before, as they were then: other evidence may lead to them again.
    let knownClicks: [ClickID: Referral]
    /// What is known of the contacts that its customer's names belong to.
    let contacts: [ContactName: KnownContact]
  }

  /// One piece of evidence with all that it leads to; more than one thing only for a visitor.
  struct Resolved {
    let item: EvidenceItem
    let claimedID: UUIDBytes?
    let findings: [EvidenceFinding]
  }

  /// Evidence that came now, with what is found for it.
  func resolve(_ submission: EvidenceSubmission, of order: Order) throws -> Resolved {
    let (claimedID, findings): (UUIDBytes?, [EvidenceFinding]) =
      switch submission.claim {
      case .badSignature: (nil, [.badSignature])
      case .unknown: (nil, [.unknown])
      case .click(let id): (id.rawValue, [finding(try click(id, order))])
      case .visitor(let id): (id.rawValue, try touches(of: id, known: [], order))
      case .coupon(let code): (nil, [finding(try coupon(code, in: order.program))])
      case .partner(let id): (nil, [.referral(Referral(partner: id, isPartnerActive: directory.isActive(id)))])
      case .contact(let name): (nil, [finding(referral(of: name, order))])
      }
    return Resolved(item: submission.item, claimedID: claimedID, findings: findings)
  }

  /// Evidence that is stored with the order: all candidates of one item.
  func resolve(_ stored: [StoredCandidate], of order: Order) throws -> Resolved? {
    guard let first = stored.first else { return nil }
    let item = first.candidate.evidence
    let known = stored.compactMap(\.candidate.referral)
    var findings = stored.map(\.finding)
    if let id = first.claimedID {
      if item.kind == .visitorID {
        findings = try touches(of: VisitorID(rawValue: id), known: known, order)
      } else if known.isEmpty {
        findings = [finding(try click(ClickID(rawValue: id), order))]
      }
    }
    return Resolved(item: item, claimedID: first.claimedID, findings: findings)
  }

  private func finding(_ referral: Referral?) -> EvidenceFinding {
    referral.map(EvidenceFinding.referral) ?? .unknown
  }

  private func click(_ id: ClickID, _ order: Order) throws -> Referral? {
    try order.knownClicks[id] ?? clicks.click(id, in: order.program)
  }

  private func touches(of visitor: VisitorID, known: [Referral], _ order: Order) throws -> [EvidenceFinding] {
    let found = try clicks.touches(
      of: visitor, in: order.program, policy: order.policy, convertedAt: order.occurredAt
    ).map { touch in touch.click.flatMap { order.knownClicks[$0] } ?? touch }
    let touches = VisitorTouches.select(
      known + found, windowDays: order.policy.windowDays, convertedAt: order.occurredAt, touch: order.policy.touch)
    return touches.isEmpty ? [.unknown] : touches.map(EvidenceFinding.referral)
  }

  private func coupon(_ code: CouponCode, in program: ProgramID) throws -> Referral? {
    selectCoupon.bind(1, program.rawValue)
    selectCoupon.bind(2, copying: code.bytes)
    defer { selectCoupon.reset() }
    guard try selectCoupon.step(), let partner: PartnerID = selectCoupon.rowID(0) else { return nil }
    return Referral(partner: partner, isPartnerActive: directory.isActive(partner))
  }

  private func referral(of name: ContactName, _ order: Order) -> Referral? {
    switch order.contacts[name] {
    case nil: return nil
    case .before(let referral): return referral
    case .now(let referrers):
      guard let referrer = referrers.referrer(for: order.policy.contact, of: order.id) else { return nil }
      return Referral(
        partner: referrer.partner, subID: referrer.subID, occurredAt: referrer.boundAt,
        landingPage: referrer.landingPage, isPartnerActive: directory.isActive(referrer.partner))
    }
  }
}

extension StoredCandidate {
  /// What was found for it.
  fileprivate var finding: EvidenceFinding {
    if let referral = candidate.referral { return .referral(referral) }
    return candidate.verdict == .badSignature ? .badSignature : .unknown
  }
}
