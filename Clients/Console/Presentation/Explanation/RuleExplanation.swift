internal import TributaryClient

extension AttributionRule {
  /// The rule in words for people.
  var explanation: String {
    switch self {
    case .lastTouch: "last touch: the latest click inside the window that counts"
    case .firstTouch: "first touch: the earliest click inside the window that counts"
    case .coupon: "coupon: the customer used a coupon of this partner"
    case .explicitPartner: "explicit partner: the merchant named this partner"
    case .contactFirstReferrer: "contact first referrer: this partner referred the customer first"
    case .contactLastReferrer: "contact last referrer: this partner referred the customer last"
    case .sameAsOrder: "same as order: a refund goes where its order went"
    case .waitingForOrder: "waiting for order: a refund goes where its order goes, which has not arrived yet"
    case .unattributed: "unattributed: nothing that is known of it leads to a partner who could earn it"
    case .unspecified, .unrecognized: spaced(word)
    }
  }
}

extension RefundStatus {
  /// What became of a refund, in words for people.
  var explanation: String {
    switch self {
    case .applied: "applied"
    case .waitingForOrder: "waiting for its order: it is applied when that arrives"
    case .exceedsOrder: "exceeds the order: it asked for more than was left, and took back what was left"
    case .currencyDiffers: "currency differs: its order is in another one, and nothing was taken back"
    case .testDiffers: "test differs: of refund and order one is a test, and nothing was taken back"
    case .unspecified, .unrecognized: spaced(word)
    }
  }
}
