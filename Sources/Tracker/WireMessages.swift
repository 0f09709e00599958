internal import TributaryProtocol

/// The messages whose names the domain or the store uses for values of its own.
enum Wire {
  typealias Account = TributaryProtocol.Account
  typealias Program = TributaryProtocol.Program
  typealias Partner = TributaryProtocol.Partner
  typealias PartnerStatus = TributaryProtocol.PartnerStatus
  typealias Plan = TributaryProtocol.Plan
  typealias CommissionRule = TributaryProtocol.CommissionRule
  typealias KeyScope = TributaryProtocol.KeyScope
  typealias ConversionKind = TributaryProtocol.ConversionKind
  typealias ClickDisposition = TributaryProtocol.ClickDisposition
  typealias Receipt = TributaryProtocol.Receipt
  typealias Candidate = TributaryProtocol.Candidate
  typealias Verdict = TributaryProtocol.Verdict
  typealias EvidenceKind = TributaryProtocol.EvidenceKind
  typealias AttributionRule = TributaryProtocol.AttributionRule
  typealias Commission = TributaryProtocol.Commission
  typealias ReportKey = TributaryProtocol.ReportKey
  typealias ReportRow = TributaryProtocol.ReportRow
}
