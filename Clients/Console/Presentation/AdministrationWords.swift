internal import TributaryClient

/// The words for what merchants choose, by the same rule as those for what is recorded.
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

extension CouponPrecedence {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .beforeClick: "before_click"
    case .afterClick: "after_click"
    case .ignored: "ignored"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

extension TouchPreference {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .last: "last"
    case .first: "first"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

extension ContactReferrer {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .last: "last"
    case .first: "first"
    case .ignored: "ignored"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}

extension AddressStorage {
  var word: String {
    switch self {
    case .unspecified: "unspecified"
    case .truncated: "truncated"
    case .none: "none"
    case .full: "full"
    case .unrecognized(let number): unrecognizedWord(number)
    }
  }
}
