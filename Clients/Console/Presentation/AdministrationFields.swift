internal import TributaryClient

/// The columns of accounts.
let accountFields: [Field<Account>] = [
  Field("slug", "Account") { .text($0.slug) },
  Field("name", "Name") { .text($0.name) },
  Field("plan", "Plan") { .text($0.plan.word) },
  Field("partner_center", "Partner center") { .truth($0.partnerCenter) },
  Field("created_at", "Made") { .time($0.createdAtUs) },
]

/// The columns of partners.
let partnerFields: [Field<Partner>] = [
  Field("program", "Program") { .text($0.program) },
  Field("code", "Partner") { .text($0.code) },
  Field("name", "Name") { .text($0.name) },
  Field("email", "E-mail") { .text($0.email) },
  Field("status", "Status") { .text($0.status.word) },
  Field("partner_center_access", "Partner center") { .truth($0.partnerCenterAccess) },
  Field("created_at", "Made") { .time($0.createdAtUs) },
  Field("parent", "Brought in by") { .text($0.parent) },
]

/// The columns of coupons.
let couponFields: [Field<Coupon>] = [
  Field("program", "Program") { .text($0.program) },
  Field("code", "Coupon") { .text($0.code) },
  Field("partner", "Partner") { .text($0.partner) },
  Field("created_at", "Made") { .time($0.createdAtUs) },
]

/// The columns of campaigns.
let campaignFields: [Field<Campaign>] = [
  Field("program", "Program") { .text($0.program) },
  Field("code", "Campaign") { .text($0.code) },
  Field("landing_url", "Leads to") { .text($0.landingUrl) },
  Field("created_at", "Made") { .time($0.createdAtUs) },
]

/// The columns of a key that signs pixels.
let pixelKeyFields: [Field<RotatePixelKeyResponse>] = [
  Field("id", "Key") { .text($0.id) },
  Field("secret", "Secret") { .text($0.secret) },
]

/// The columns of commission overrides.
///
/// - Parameter currency: that of their program, in which their amounts are.
func commissionOverrideFields(currency: String) -> [Field<CommissionOverride>] {
  [
    Field("program", "Program") { .text($0.program) },
    Field("partner", "Partner") { .text($0.partner) },
    Field("sku", "Product") { .text($0.sku) },
    Field("currency", "Currency") { _ in .text(currency) },
    Field("sale_rate_e4", csv: "sale_rate_percent", "Sale earns") { .rate($0.commission?.saleRateE4 ?? 0) },
    Field("sale_flat_minor", csv: "sale_flat", "plus") {
      .money($0.commission?.saleFlatMinor ?? 0, currency: currency)
    },
    Field("lead_flat_minor", csv: "lead_flat", "Lead earns") {
      .money($0.commission?.leadFlatMinor ?? 0, currency: currency)
    },
  ]
}

/// The columns of a recorded click.
let clickFields: [Field<RecordClickResponse>] = [
  Field("click_id", "Click") { .text($0.clickId) },
  Field("visitor_id", "Visitor") { .text($0.visitorId) },
  Field("click_token", "Token") { .longText($0.clickToken) },
  Field("disposition", "Disposition") { .text($0.disposition.word) },
  Field("unique_visit", "Unique visit") { .truth($0.uniqueVisit) },
  Field("replayed", "Known already") { .truth($0.replayed) },
]
