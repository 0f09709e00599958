internal import TributaryClient

/// The columns of accounts.
let accountFields: [Field<Account>] = [
  Field("slug", "Account") { .text($0.slug) },
  Field("name", "Name") { .text($0.name) },
  Field("plan", "Plan") { .text($0.plan.word) },
  Field("partner_center", "Partner center") { .truth($0.partnerCenter) },
  Field("created_at", "Made") { .time($0.createdAtUs) },
]

/// The columns of programs.
let programFields: [Field<Program>] = [
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

/// A missing rule is one that earns nothing.
private func rule(of program: Program) -> CommissionRule {
  program.commission ?? CommissionRule()
}

/// The columns of partners.
let partnerFields: [Field<Partner>] = [
  Field("program", "Program") { .text($0.program) },
  Field("code", "Partner") { .text($0.code) },
  Field("name", "Name") { .text($0.name) },
  Field("email", "E-mail") { .text($0.email) },
  Field("status", "Status") { .text($0.status.word) },
  Field("partner_center_access", "Partner center") { .truth($0.partnerCenterAccess) },
  Field("created_at", "Made") { .time($0.createdAtUs) },
]

/// The columns of a recorded click.
let clickFields: [Field<RecordClickResponse>] = [
  Field("click_id", "Click") { .text($0.clickId) },
  Field("visitor_id", "Visitor") { .text($0.visitorId) },
  Field("click_token", "Token") { .longText($0.clickToken) },
  Field("disposition", "Disposition") { .text($0.disposition.word) },
  Field("unique_visit", "Unique visit") { .truth($0.uniqueVisit) },
  Field("replayed", "Known already") { .truth($0.replayed) },
]
