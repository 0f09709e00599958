/// Somebody who may have referred a conversion, as attribution sees it: the partner of a click, of a coupon or of a
/// contact's referrer, or the one that the merchant named.
public struct Referral: Hashable, Sendable {
  /// The partner.
  public let partner: PartnerID
  /// What the partner appended to the link of the click, or of the one that bound the contact; nil when nothing.
  public let subID: SubID?
  /// The click; nil when it is none.
  public let click: ClickID?
  /// When the link was followed, or when the contact's referrer was bound; nil for a coupon and a named partner, which
  /// have no age.
  public let occurredAt: Timestamp?
  /// The landing page that was bound with the contact's referrer; nil for everything else.
  public let landingPage: LandingPage?
  /// What became of the click when it was recorded.
  public let disposition: ClickDisposition
  /// Whether the partner took part when the referral was found.
  public let isPartnerActive: Bool

  /// Makes a referral.
  public init(
    partner: PartnerID, subID: SubID? = nil, click: ClickID? = nil, occurredAt: Timestamp? = nil,
    landingPage: LandingPage? = nil, disposition: ClickDisposition = .counted, isPartnerActive: Bool = true
  ) {
    self.partner = partner
    self.subID = subID
    self.click = click
    self.occurredAt = occurredAt
    self.landingPage = landingPage
    self.disposition = disposition
    self.isPartnerActive = isPartnerActive
  }

  /// Whether it can win when it lies inside the window and the customer is not the partner.
  public var mayEarn: Bool { isPartnerActive && disposition.canEarn }

  /// Whether this click is later than another; of two at the same time the one with the larger click id is.
  func isLater(than other: Referral) -> Bool {
    guard occurredAt == other.occurredAt else {
      guard let occurredAt else { return false }
      return other.occurredAt.map { occurredAt > $0 } ?? true
    }
    guard let click else { return false }
    return other.click.map { click > $0 } ?? true
  }
}
