internal import TributaryProtocol

/// The messages whose names the domain or the store uses for values of its own.
enum Wire {
  typealias Account = TributaryProtocol.Account
  typealias Program = TributaryProtocol.Program
  typealias AttributionPolicy = TributaryProtocol.AttributionPolicy
  typealias CouponPrecedence = TributaryProtocol.CouponPrecedence
  typealias TouchPreference = TributaryProtocol.TouchPreference
  typealias ContactReferrer = TributaryProtocol.ContactReferrer
  typealias AddressStorage = TributaryProtocol.AddressStorage
  typealias Partner = TributaryProtocol.Partner
  typealias PartnerStatus = TributaryProtocol.PartnerStatus
  typealias Plan = TributaryProtocol.Plan
  typealias Coupon = TributaryProtocol.Coupon
  typealias Campaign = TributaryProtocol.Campaign
  typealias AllowedHost = TributaryProtocol.AllowedHost
  typealias CommissionRule = TributaryProtocol.CommissionRule
  typealias CommissionOverride = TributaryProtocol.CommissionOverride
  typealias Contact = TributaryProtocol.Contact
  typealias ContactName = TributaryProtocol.ContactName
  typealias ContactField = TributaryProtocol.ContactField
  typealias Referrer = TributaryProtocol.Referrer
  typealias Balance = TributaryProtocol.Balance
  typealias Payout = TributaryProtocol.Payout
  typealias PayoutTotal = TributaryProtocol.PayoutTotal
  typealias PayoutLine = TributaryProtocol.PayoutLine
  typealias KeyScope = TributaryProtocol.KeyScope
  typealias ConversionKind = TributaryProtocol.ConversionKind
  typealias ClickDisposition = TributaryProtocol.ClickDisposition
  typealias RecordedConversion = TributaryProtocol.RecordedConversion
  typealias UnconfirmedConversion = TributaryProtocol.UnconfirmedConversion
  typealias RefundStatus = TributaryProtocol.RefundStatus
  typealias Receipt = TributaryProtocol.Receipt
  typealias Candidate = TributaryProtocol.Candidate
  typealias Verdict = TributaryProtocol.Verdict
  typealias EvidenceKind = TributaryProtocol.EvidenceKind
  typealias AttributionRule = TributaryProtocol.AttributionRule
  typealias Commission = TributaryProtocol.Commission
  typealias LedgerEntry = TributaryProtocol.LedgerEntry
  typealias LedgerEntryKind = TributaryProtocol.LedgerEntryKind
  typealias ReportKey = TributaryProtocol.ReportKey
  typealias ReportRow = TributaryProtocol.ReportRow
}
