import PartnerProgram
import Store

/// Evidence as the server makes it of what carts send.
extension EvidenceSubmission {
  static func token(_ click: ClickID) -> Self {
    Self(item: EvidenceItem(kind: .clickToken, value: "token of \(click)"), claim: .click(click))
  }

  static func click(_ click: ClickID) -> Self {
    Self(item: EvidenceItem(kind: .clickID, value: "\(click)"), claim: .click(click))
  }

  static func visitor(_ visitor: VisitorID) -> Self {
    Self(item: EvidenceItem(kind: .visitorID, value: "\(visitor)"), claim: .visitor(visitor))
  }

  static func coupon(_ code: String) -> Self {
    Self(
      item: EvidenceItem(kind: .coupon, value: code),
      claim: (try? CouponCode(code)).map { .coupon($0) } ?? .unknown)
  }

  static func partner(_ partner: Partner) -> Self {
    Self(item: EvidenceItem(kind: .partner, value: partner.code.text), claim: .partner(partner.id))
  }

  static func email(_ address: String) -> Self {
    Self(
      item: EvidenceItem(kind: .email, value: address),
      claim: ContactName.email(address).map { .contact($0) } ?? .unknown)
  }

  static func externalID(_ number: String) -> Self {
    Self(
      item: EvidenceItem(kind: .externalID, value: number),
      claim: ContactName.externalID(number).map { .contact($0) } ?? .unknown)
  }

  static let forgery = Self(item: EvidenceItem(kind: .clickToken, value: "forged"), claim: .badSignature)
  static let nonsense = Self(item: EvidenceItem(kind: .clickID, value: "?"), claim: .unknown)
}

extension Receipt {
  /// The candidate that comes from a piece of evidence.
  func candidate(from submission: EvidenceSubmission) -> Candidate? {
    candidates.first { $0.evidence == submission.item }
  }

  /// What became of a piece of evidence.
  func verdict(on submission: EvidenceSubmission) -> Verdict? { candidate(from: submission)?.verdict }
}
