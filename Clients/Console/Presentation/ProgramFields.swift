internal import TributaryClient

/// The columns of programs.
let programFields: [Field<Program>] = programSummaryFields + programDetailFields

/// The columns of programs that a table of several has room for.
let programSummaryFields: [Field<Program>] = [
  Field("slug", "Program") { .text($0.slug) },
  Field("account", "Account") { .text($0.account) },
  Field("name", "Name") { .text($0.name) },
  Field("currency", "Currency") { .text($0.currency) },
  Field("time_zone", "Time zone") { .text($0.timeZone) },
  Field("window_days", "Window (days)") { .count(Int64($0.windowDays)) },
  Field("sale_rate_e4", csv: "sale_rate_percent", "Sale earns") { .rate(rule(of: $0).saleRateE4) },
  Field("sale_flat_minor", csv: "sale_flat", "plus") { .money(rule(of: $0).saleFlatMinor, currency: $0.currency) },
  Field("lead_flat_minor", csv: "lead_flat", "Lead earns") {
    .money(rule(of: $0).leadFlatMinor, currency: $0.currency)
  },
  Field("hold_days", "Hold (days)") { .count(Int64($0.holdDays)) },
  Field("tracking_url", "Tracking URL") { .text($0.trackingUrl) },
  Field("created_at", "Made") { .time($0.createdAtUs) },
]

/// The other columns of programs.
private let programDetailFields: [Field<Program>] = [
  Field("cap_minor", csv: "cap", "Sale earns at most") { .money(rule(of: $0).capMinor, currency: $0.currency) },
  Field("tier_two_rate_e4", csv: "tier_two_rate_percent", "Second tier") { .rate(rule(of: $0).tierTwoRateE4) },
  Field("first_orders", "First orders only") { .count(Int64(rule(of: $0).firstOrders)) },
  Field("coupon_rule", "Coupons") { .text(policy(of: $0).coupon.word) },
  Field("touch", "Click that wins") { .text(policy(of: $0).touch.word) },
  Field("contact", "Contact's referrer") { .text(policy(of: $0).contact.word) },
  Field("contact_window_days", "Contact window (days)") { .count(Int64(policy(of: $0).contactWindowDays)) },
  Field("click_retention_days", "Clicks kept (days)") { .count(Int64($0.clickRetentionDays)) },
  Field("address_storage", "Addresses") { .text($0.addressStorage.word) },
  Field("landing_url", "Links lead to") { .text($0.landingUrl) },
  Field("thank_you_url", "Forms lead to") { .text($0.thankYouUrl) },
  Field("allowed_hosts", "Allowed hosts") { .texts($0.allowedHosts.map(\.host)) },
  Field("form_fields", "Fields kept") { .texts($0.formFields.map(\.name)) },
]

/// A missing rule is one that earns nothing.
private func rule(of program: Program) -> CommissionRule {
  program.commission ?? CommissionRule()
}

/// A missing policy is one of which nothing is known.
private func policy(of program: Program) -> AttributionPolicy {
  program.attribution ?? AttributionPolicy()
}
