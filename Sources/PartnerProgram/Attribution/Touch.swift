/// A click as attribution sees it.
public struct Touch: Hashable, Sendable {
  /// The click.
  public let click: ClickID
  /// The partner of its link.
  public let partner: PartnerID
  /// What the partner appended to the link; nil when nothing.
  public let subID: SubID?
  /// When the link was followed.
  public let occurredAt: Timestamp
  /// Whether the click counted when it was recorded.
  public let disposition: ClickDisposition
  /// Whether the partner takes part now.
  public let isPartnerActive: Bool

  /// Makes a touch.
  public init(
    click: ClickID, partner: PartnerID, subID: SubID? = nil, occurredAt: Timestamp,
    disposition: ClickDisposition = .counted, isPartnerActive: Bool = true
  ) {
    self.click = click
    self.partner = partner
    self.subID = subID
    self.occurredAt = occurredAt
    self.disposition = disposition
    self.isPartnerActive = isPartnerActive
  }

  /// Whether it can win when it lies inside the window: it counted when it was recorded and its partner is active.
  public var mayEarn: Bool { disposition == .counted && isPartnerActive }

  /// Whether this touch is later than another; of two at the same time the one with the larger click id is.
  func isLater(than other: Touch) -> Bool {
    (occurredAt, click) > (other.occurredAt, other.click)
  }
}
