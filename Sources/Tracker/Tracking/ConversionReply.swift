internal import PartnerProgram
internal import Store
internal import TributaryProtocol

extension RecordConversionResponse {
  /// The reply that tells a conversion's outcome. Partners appear by their codes.
  init(_ outcome: ConversionOutcome) {
    let codes = PartnerCodes(outcome.partnerCodes)
    self.init(
      conversionId: outcome.conversionID.description,
      receipt: Wire.Receipt(outcome.receipt, codes),
      commissions: outcome.commissions.map { Wire.Commission($0, codes) },
      replayed: outcome.isReplayed,
      refundStatus: Wire.RefundStatus(outcome.refundStatus),
      refundedMinor: outcome.refundedMinor)
  }
}

extension Wire.RefundStatus {
  /// What became of a refund; unspecified for what is none.
  init(_ status: PartnerProgram.RefundStatus?) {
    self.init(rawValue: Int32(status?.rawValue ?? 0))
  }
}

extension Wire.Receipt {
  init(_ receipt: PartnerProgram.Receipt, _ codes: PartnerCodes) {
    self.init(
      partner: codes[receipt.winner?.partner],
      subId: receipt.winner?.subID?.text ?? "",
      clickId: receipt.winner?.click?.description ?? "",
      rule: Wire.AttributionRule(rawValue: Int32(receipt.rule.rawValue)),
      candidates: receipt.candidates.map { Wire.Candidate($0, codes) })
  }
}

extension Wire.Candidate {
  fileprivate init(_ candidate: PartnerProgram.Candidate, _ codes: PartnerCodes) {
    self.init(
      evidence: Wire.EvidenceKind(rawValue: Int32(candidate.evidence.kind.rawValue)),
      value: candidate.evidence.value,
      clickId: candidate.referral?.click?.description ?? "",
      partner: codes[candidate.referral?.partner],
      touchedAtUs: candidate.referral?.occurredAt?.microseconds ?? 0,
      verdict: Wire.Verdict(rawValue: Int32(candidate.verdict.rawValue)))
  }
}

extension Wire.Commission {
  init(_ commission: PartnerProgram.Commission, _ codes: PartnerCodes) {
    self.init(
      partner: codes[commission.partner],
      currency: commission.amount.currency.code,
      amountMinor: commission.amount.minorUnits,
      availableAtUs: commission.availableAt.microseconds,
      tier: Int32(commission.tier))
  }
}
