internal import ArgumentParser
internal import TributaryClient

/// How a program decides who referred a conversion.
struct AttributionOptions: ParsableArguments {
  @Option(
    name: [.customLong("window-days"), .customLong("window")],
    help: ArgumentHelp("How long a click can earn, 1 to 3650 days; 60 when nothing is said.", valueName: "days"))
  var windowDays: Int32?

  @Option(help: "Where coupons stand; before-click when nothing is said.")
  var couponRule: CouponRuleChoice?

  @Option(help: "Which of several clicks wins; last when nothing is said.")
  var touch: TouchChoice?

  @Option(help: "Which referrer of a known customer is asked when no coupon and no click decides; last by default.")
  var contact: ContactChoice?

  @Option(
    help: ArgumentHelp("How long a customer's referrer can earn, 1 to 3650 days; 0: as clicks.", valueName: "days"))
  var contactWindow: Int32?

  /// Writes what was given into a program.
  func apply(to program: inout Program) {
    if let windowDays { program.windowDays = windowDays }
    var policy = program.attribution ?? AttributionPolicy()
    if let couponRule { policy.coupon = couponRule.value }
    if let touch { policy.touch = touch.value }
    if let contact { policy.contact = contact.value }
    if let contactWindow { policy.contactWindowDays = contactWindow }
    if policy != AttributionPolicy() { program.attribution = policy }
  }
}

/// Where coupons stand, by their words.
enum CouponRuleChoice: String, CaseIterable, ExpressibleByArgument {
  case beforeClick = "before-click"
  case afterClick = "after-click"
  case ignored

  /// The choice in the protocol.
  var value: CouponPrecedence {
    switch self {
    case .beforeClick: .beforeClick
    case .afterClick: .afterClick
    case .ignored: .ignored
    }
  }
}

/// Which click wins, by its words.
enum TouchChoice: String, CaseIterable, ExpressibleByArgument {
  case last
  case first

  /// The choice in the protocol.
  var value: TouchPreference {
    switch self {
    case .last: .last
    case .first: .first
    }
  }
}

/// Which referrer of a contact is asked, by its words.
enum ContactChoice: String, CaseIterable, ExpressibleByArgument {
  case last
  case first
  case ignored

  /// The choice in the protocol.
  var value: ContactReferrer {
    switch self {
    case .last: .last
    case .first: .first
    case .ignored: .ignored
    }
  }
}
