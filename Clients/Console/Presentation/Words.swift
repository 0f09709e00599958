internal import TributaryClient

/// The words for the values of enumerations, as in the protocol but in lower case: for JSON, CSV and, with spaces for
/// underscores, people.
extension ClickDisposition {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .counted: "counted"
    case .inactivePartner: "inactive_partner"
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
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

extension Plan {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .starter: "starter"
    case .plus: "plus"
    case .pro: "pro"
    case .enterprise: "enterprise"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

extension PartnerStatus {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .active: "active"
    case .inactive: "inactive"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

extension KeyScope {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .publishable: "publishable"
    case .server: "server"
    case .admin: "admin"
    case .partnerReport: "partner_report"
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
private func unrecognizedWord(_ number: Int32) -> String {
  "unrecognized_\(number)"
}
