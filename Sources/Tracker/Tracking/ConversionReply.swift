internal import PartnerProgram
internal import Store
internal import TributaryProtocol

extension RecordConversionResponse {
  /// The reply that tells a conversion's outcome. Partners appear by their codes.
  init(_ outcome: ConversionOutcome) {
    self.init(
      conversionId: outcome.conversionID.description,
      receipt: Wire.Receipt(outcome.receipt, partnerCodes: outcome.partnerCodes),
      commissions: outcome.commissions.map { Wire.Commission($0, partnerCodes: outcome.partnerCodes) },
      replayed: outcome.isReplayed)
  }
}

extension Wire.Receipt {
  fileprivate init(_ receipt: PartnerProgram.Receipt, partnerCodes: [PartnerID: PartnerCode]) {
    self.init(
      partner: receipt.winner.flatMap { partnerCodes[$0.partner]?.text } ?? "",
      subId: receipt.winner?.subID?.text ?? "",
      clickId: receipt.winner?.click.description ?? "",
      rule: Wire.AttributionRule(rawValue: Int32(receipt.rule.rawValue)),
      candidates: receipt.candidates.map { Wire.Candidate($0, partnerCodes: partnerCodes) })
  }
}

extension Wire.Candidate {
  fileprivate init(_ candidate: PartnerProgram.Candidate, partnerCodes: [PartnerID: PartnerCode]) {
    self.init(
      evidence: Wire.EvidenceKind(rawValue: Int32(candidate.evidence.kind.rawValue)),
      value: candidate.evidence.value,
      clickId: candidate.touch?.click.description ?? "",
      partner: candidate.touch.flatMap { partnerCodes[$0.partner]?.text } ?? "",
      touchedAtUs: candidate.touch?.occurredAt.microseconds ?? 0,
      verdict: Wire.Verdict(rawValue: Int32(candidate.verdict.rawValue)))
  }
}

extension Wire.Commission {
  fileprivate init(_ commission: PartnerProgram.Commission, partnerCodes: [PartnerID: PartnerCode]) {
    self.init(
      partner: partnerCodes[commission.partner]?.text ?? "",
      currency: commission.amount.currency.code,
      amountMinor: commission.amount.minorUnits,
      availableAtUs: commission.availableAt.microseconds)
  }
}
