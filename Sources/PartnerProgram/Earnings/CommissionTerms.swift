/// What a program pays for a sale and for a lead, and within which limits.
public struct CommissionTerms: Hashable, Sendable {
  /// What is paid unless an override for the product or the partner says otherwise.
  public let rule: CommissionRule
  /// What a sale earns at most, in minor units of the program's currency; 0 means no limit. Only for sales in that
  /// currency.
  public let capMinor: Int64
  /// Share of the partner's commission that its parent gets on top.
  public let tierTwoRate: Rate
  /// Only the first so many orders of a contact earn; 0 means all.
  public let firstOrders: Int32

  /// The greatest number of first orders.
  public static let maximumFirstOrders: Int32 = 1_000_000

  /// The terms of a program that pays nothing.
  public static let nothing = CommissionTerms()

  private init() {
    rule = .nothing
    capMinor = 0
    tierTwoRate = .zero
    firstOrders = 0
  }

  /// Makes terms from what was sent or stored.
  ///
  /// - Throws: A ``FieldError`` of `cap_minor` when it is negative or of `first_orders` when it is not between 0 and
  ///   ``maximumFirstOrders``.
  public init(
    rule: CommissionRule = .nothing, capMinor: Int64 = 0, tierTwoRate: Rate = .zero, firstOrders: Int32 = 0
  ) throws(FieldError) {
    guard capMinor >= 0 else { throw FieldError(field: "cap_minor", message: "must not be negative") }
    guard (0...Self.maximumFirstOrders).contains(firstOrders) else {
      throw FieldError(field: "first_orders", message: "must be between 0 and 1,000,000")
    }
    self.rule = rule
    self.capMinor = capMinor
    self.tierTwoRate = tierTwoRate
    self.firstOrders = firstOrders
  }
}
