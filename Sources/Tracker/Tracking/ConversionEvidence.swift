internal import PartnerProgram
internal import ProtobufC
internal import Store
internal import TributaryProtocol

/// Everything that a conversion brings to tell who referred it, judged as far as it goes without the store: the
/// signature of a token, whether an id is one, and whether a partner is one of the program's.
struct ConversionEvidence {
  let program: ProgramEntry
  let directory: Directory
  let tokens: TokenSigner

  /// One submission for each piece that is present. What names nothing is kept, so that the receipt can say so.
  ///
  /// - Throws: a ``FieldError`` of a text that is longer than its limit, or of a partner that can be no code.
  func submissions(_ evidence: Evidence, _ customer: Customer) throws(FieldError) -> [EvidenceSubmission] {
    if !evidence.partner.isEmpty { try TextRule.partnerCode.check(evidence.partner, field: "evidence.partner") }
    try Self.couponText.check(evidence.coupon, field: "evidence.coupon")
    let found: [EvidenceSubmission?] = [
      submission(.partner, evidence.partner) { code in
        withBytes(of: code) { directory.partner(program: program.id, code: $0) }.map { .partner($0.id) }
      },
      submission(.coupon, evidence.coupon) { text in (try? CouponCode(text)).map { .coupon($0) } },
      submission(.clickToken, evidence.clickToken, otherwise: .badSignature) { token in
        tokens.click(provenBy: token).map { .click($0) }
      },
      submission(.clickID, evidence.clickId) { id in UUIDBytes(id).map { .click(ClickID(rawValue: $0)) } },
      submission(.visitorID, evidence.visitorId) { id in UUIDBytes(id).map { .visitor(VisitorID(rawValue: $0)) } },
      submission(.email, customer.email) { address in PartnerProgram.ContactName.email(address).map { .contact($0) } },
      submission(.externalID, customer.externalId) { number in
        PartnerProgram.ContactName.externalID(number).map { .contact($0) }
      },
    ]
    return found.compactMap(\.self)
  }

  /// Customers mistype coupons, so any text of that length is taken; one that can be no code names nobody.
  private static let couponText = TextRule(mayBeEmpty: true, maximumBytes: TextRule.coupon.maximumBytes)

  private func submission(
    _ kind: PartnerProgram.EvidenceKind, _ value: String, otherwise: EvidenceSubmission.Claim = .unknown,
    _ claim: (String) -> EvidenceSubmission.Claim?
  ) -> EvidenceSubmission? {
    guard !value.isEmpty else { return nil }
    return EvidenceSubmission(item: EvidenceItem(kind: kind, value: value), claim: claim(value) ?? otherwise)
  }
}
