public import PartnerProgram

/// One piece of evidence of a conversion, as far as it can be judged without the store.
public struct EvidenceSubmission: Sendable, Hashable {
  /// What the evidence says.
  public enum Claim: Sendable, Hashable {
    /// It names this click: a verified token or a click id.
    case click(ClickID)
    /// It names this visitor.
    case visitor(VisitorID)
    /// It names this coupon.
    case coupon(CouponCode)
    /// It names this partner of the program.
    case partner(PartnerID)
    /// It names this contact.
    case contact(ContactName)
    /// It is a token that the server did not sign.
    case badSignature
    /// It is text that can name nothing.
    case unknown
  }

  /// What was sent and as which kind.
  public let item: EvidenceItem
  /// What it says.
  public let claim: Claim

  /// Makes a submission.
  public init(item: EvidenceItem, claim: Claim) {
    self.item = item
    self.claim = claim
  }
}
