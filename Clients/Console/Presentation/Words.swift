internal import TributaryClient

/// The words for the values of enumerations, as in the protocol but in lower case: for JSON, CSV and, with spaces for
/// underscores, people.
extension ClickDisposition {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .counted: "counted"
    case .inactivePartner: "inactive_partner"
    case .repeat: "repeat"
    case .bot: "bot"
    case .prefetch: "prefetch"
    case .invalidSubId: "invalid_sub_id"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

extension ConversionKind {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .lead: "lead"
    case .sale: "sale"
    case .refund: "refund"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

extension AttributionRule {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .unattributed: "unattributed"
    case .lastTouch: "last_touch"
    case .sameAsOrder: "same_as_order"
    case .firstTouch: "first_touch"
    case .coupon: "coupon"
    case .explicitPartner: "explicit_partner"
    case .contactFirstReferrer: "contact_first_referrer"
    case .contactLastReferrer: "contact_last_referrer"
    case .waitingForOrder: "waiting_for_order"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

extension EvidenceKind {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .clickToken: "click_token"
    case .clickId: "click_id"
    case .visitorId: "visitor_id"
    case .coupon: "coupon"
    case .partner: "partner"
    case .email: "email"
    case .externalId: "external_id"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

extension Verdict {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .won: "won"
    case .laterTouchWon: "later_touch_won"
    case .expired: "expired"
    case .afterConversion: "after_conversion"
    case .partnerInactive: "partner_inactive"
    case .badSignature: "bad_signature"
    case .unknown: "unknown"
    case .duplicate: "duplicate"
    case .earlierTouchWon: "earlier_touch_won"
    case .couponWon: "coupon_won"
    case .clickWon: "click_won"
    case .explicitPartnerWon: "explicit_partner_won"
    case .contactWon: "contact_won"
    case .selfReferral: "self_referral"
    case .bot: "bot"
    case .ignoredByPolicy: "ignored_by_policy"
    case .unconfirmed: "unconfirmed"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

extension RefundStatus {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .applied: "applied"
    case .waitingForOrder: "waiting_for_order"
    case .exceedsOrder: "exceeds_order"
    case .currencyDiffers: "currency_differs"
    case .testDiffers: "test_differs"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }

  /// The word, and nothing for what is no refund.
  var wordOrNothing: String { self == .unspecified ? "" : word }
}

extension LedgerEntryKind {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .earned: "earned"
    case .reversed: "reversed"
    case .adjusted: "adjusted"
    case .paid: "paid"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

extension ReportKey {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .subId: "sub_id"
    case .day: "day"
    case .partner: "partner"
    case .landingPage: "landing_page"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

extension ServingStatus {
  var word: String {
    switch self {
    case .unknown: "unknown"
    case .serving: "serving"
    case .notServing: "not_serving"
    case .serviceUnknown: "service_unknown"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

/// A word of the protocol for people.
func spaced(_ word: String) -> String {
  word.replacing("_", with: " ")
}

/// The word for a value that a newer server sent.
func unrecognizedWord(_ number: Int32) -> String {
  "unrecognized_\(number)"
}
