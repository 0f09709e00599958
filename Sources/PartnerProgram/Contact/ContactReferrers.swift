/// Who referred a contact, as it was bound by one of its leads or orders.
public struct Referrer: Hashable, Sendable {
  /// The partner.
  public let partner: PartnerID
  /// The SubID that the binding conversion is counted under; nil when there is none.
  public let subID: SubID?
  /// The landing page that the binding conversion is counted under; nil when there is none.
  public let landingPage: LandingPage?
  /// When the binding conversion happened.
  public let boundAt: Timestamp
  /// The lead or sale that bound it.
  public let source: ConversionID

  /// Makes a referrer.
  public init(
    partner: PartnerID, subID: SubID? = nil, landingPage: LandingPage? = nil, boundAt: Timestamp,
    source: ConversionID
  ) {
    self.partner = partner
    self.subID = subID
    self.landingPage = landingPage
    self.boundAt = boundAt
    self.source = source
  }
}

/// The first and the last referrer of a contact.
///
/// Leads and sales bind them whose winner was found without the contact: by the merchant's word, a coupon or a click.
public struct ContactReferrers: Hashable, Sendable {
  /// Whoever was bound first; nil while nobody was. It changes only when the conversion that bound it is decided anew.
  public var first: Referrer?
  /// Whoever was bound by the latest lead or sale; nil while nobody was.
  public var last: Referrer?

  /// Makes the referrers of a contact.
  public init(first: Referrer? = nil, last: Referrer? = nil) {
    self.first = first
    self.last = last
  }

  /// Which referrer of the contact is a candidate for a conversion; nil when there is none, or when it was bound by the
  /// conversion itself, which proves nothing.
  ///
  /// Where contacts have no say it is the last one: the receipt then shows whom the policy ignores.
  public func referrer(for preference: ContactReferrer, of conversion: ConversionID) -> Referrer? {
    let asked =
      switch preference {
      case .first: first
      case .last, .ignored: last
      }
    return asked?.source == conversion ? nil : asked
  }

  /// Binds the winner of a lead or sale that was decided, for the first time or anew.
  ///
  /// - Parameters:
  ///   - conversion: The lead or sale.
  ///   - occurredAt: When it happened.
  ///   - receipt: The decision, with the landing page that it is counted under.
  /// - Returns: Whether the last referrer was bound by this conversion and is not any more: it is nil then, and must be
  ///   looked for among the contact's other leads and sales.
  public mutating func bind(conversion: ConversionID, occurredAt: Timestamp, receipt: Receipt) -> Bool {
    guard let winner = receipt.winner, receipt.rule.bindsContact else {
      if first?.source == conversion { first = nil }
      guard last?.source == conversion else { return false }
      last = nil
      return true
    }
    let referrer = Referrer(
      partner: winner.partner, subID: winner.subID, landingPage: winner.landingPage, boundAt: occurredAt,
      source: conversion)
    if first.map({ $0.source == conversion }) ?? true { first = referrer }
    // Of two at the same time the one with the larger id is the last, whichever is decided again later.
    if last.map({ (occurredAt, conversion) >= ($0.boundAt, $0.source) }) ?? true { last = referrer }
    return false
  }
}

extension AttributionRule {
  /// Whether a winner by this rule becomes the contact's referrer.
  public var bindsContact: Bool {
    switch self {
    case .explicitPartner, .coupon, .lastTouch, .firstTouch: true
    case .contactFirstReferrer, .contactLastReferrer, .unattributed, .sameAsOrder, .waitingForOrder: false
    }
  }
}
