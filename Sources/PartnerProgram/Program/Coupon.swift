/// A coupon whose use refers to a partner.
public struct Coupon: Hashable, Sendable {
  /// The program it is in.
  public let program: ProgramID
  /// Whom it refers to.
  public let partner: PartnerID
  /// What customers type, unique in the program.
  public let code: CouponCode
  /// When it was made.
  public let createdAt: Timestamp

  /// Makes a coupon.
  public init(program: ProgramID, partner: PartnerID, code: CouponCode, createdAt: Timestamp) {
    self.program = program
    self.partner = partner
    self.code = code
    self.createdAt = createdAt
  }
}
