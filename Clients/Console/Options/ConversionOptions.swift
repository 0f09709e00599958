internal import ArgumentParser
internal import TributaryClient

/// Who converted and how they came.
struct ReferralOptions: ParsableArguments {
  @Option(help: "The customer's e-mail address.")
  var email: String?

  @Option(
    name: [.customLong("customer-id"), .customLong("external-id")],
    help: ArgumentHelp("The shop's own number for the customer.", valueName: "id"))
  var customerId: String?

  @Option(help: ArgumentHelp("The signed click token that the landing page kept.", valueName: "token"))
  var clickToken: String?

  @Option(help: ArgumentHelp("A click's id.", valueName: "uuid"))
  var clickId: String?

  @Option(
    name: [.customLong("visitor-id"), .customLong("visitor")],
    help: ArgumentHelp("The visitor's id from the cookie.", valueName: "uuid"))
  var visitorId: String?

  @Option(help: ArgumentHelp("The coupon that the customer used.", valueName: "code"))
  var coupon: String?

  @Option(
    help: ArgumentHelp("The partner, when you know it: comes before all other evidence.", valueName: "code"))
  var referredBy: String?

  /// The customer. Nil when nothing is known.
  var customer: Customer? {
    guard email != nil || customerId != nil else { return nil }
    return Customer(email: email ?? "", externalId: customerId ?? "")
  }

  /// The evidence. Nil when there is none.
  var evidence: Evidence? {
    let evidence = Evidence(
      clickToken: clickToken ?? "", clickId: clickId ?? "", visitorId: visitorId ?? "", coupon: coupon ?? "",
      partner: referredBy ?? "")
    return evidence == Evidence() ? nil : evidence
  }
}

/// When a conversion happened, and whether it counts.
struct OccurrenceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("When it happened: \"now\" or RFC 3339, such as 2026-01-31T12:00:00Z.", valueName: "time"),
    transform: parseTime)
  var at: Int64 = 0

  @Flag(help: "A test: recorded and answered, but never counted and never paid.")
  var test = false
}
