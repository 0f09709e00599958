/// What became of a candidate. The numbers are those of the public contract and are stored.
public enum Verdict: UInt8, CaseIterable, Sendable {
  /// It decided.
  case won = 1
  /// Another candidate's click was later.
  case laterTouchWon = 2
  /// Its click, or the binding of the contact's referrer, is older than the program's window for it.
  case expired = 3
  /// Its click or binding came after the conversion, by more than clocks differ (``Timestamp/maximumLead``).
  case afterConversion = 4
  /// Its partner is not active, or was not when the link was followed.
  case partnerInactive = 5
  /// The token's signature is not ours, or the token is no token.
  case badSignature = 6
  /// There is no such click, visitor, coupon or partner in this program, or the contact had no referrer.
  case unknown = 7
  /// It led to the same click as a candidate before it.
  case duplicate = 8
  /// Another candidate's click was earlier, and the program goes by first touch.
  case earlierTouchWon = 9
  /// A coupon decided.
  case couponWon = 10
  /// A click decided, and comes before this kind of evidence.
  case clickWon = 11
  /// The merchant named the partner, which comes before all other evidence.
  case explicitPartnerWon = 12
  /// Another contact's referrer won.
  case contactWon = 13
  /// The customer is the partner.
  case selfReferral = 14
  /// Its click is that of a bot.
  case bot = 15
  /// The program does not go by this kind of evidence.
  case ignoredByPolicy = 16
  /// Only a pixel without a signature brought it, and what is trusted decided, or it was brought for another customer.
  case unconfirmed = 17
}

/// The rule that decided an attribution. The numbers are those of the public contract and are stored.
public enum AttributionRule: UInt8, CaseIterable, Sendable {
  /// No candidate was eligible.
  case unattributed = 1
  /// The latest eligible click inside the window won.
  case lastTouch = 2
  /// A refund goes where its order went.
  case sameAsOrder = 3
  /// The earliest eligible click inside the window won.
  case firstTouch = 4
  /// The coupon's partner won.
  case coupon = 5
  /// The merchant said which partner it was.
  case explicitPartner = 6
  /// The contact's first referrer won.
  case contactFirstReferrer = 7
  /// The contact's last referrer won.
  case contactLastReferrer = 8
  /// A refund whose order has not arrived yet.
  case waitingForOrder = 9
}
