/// Which rules an order of a partner earns by.
public struct ApplicableRules: Hashable, Sendable {
  /// The rule of the order: the partner's or the program's.
  public let orderRule: CommissionRule
  /// The rules of those lines whose product has one, by the line's position.
  public let productRules: [Int: CommissionRule]

  /// Makes the rules of an order.
  public init(orderRule: CommissionRule, productRules: [Int: CommissionRule] = [:]) {
    self.orderRule = orderRule
    self.productRules = productRules
  }

  /// Finds the rules of an order. The most special one counts: product and partner, then product, then partner, then the
  /// program's own. A line whose product is not known has no rule of its own.
  ///
  /// - Parameters:
  ///   - partner: Who won the order.
  ///   - lines: What was bought; none for a lead.
  ///   - terms: The program's.
  ///   - override: Gives the program's override for a partner (nil: every partner) and a product code (empty: every
  ///     product); nil when there is none.
  public init(
    partner: PartnerID, lines: [OrderLine], terms: CommissionTerms,
    override: (_ partner: PartnerID?, _ sku: String) throws -> CommissionRule?
  ) rethrows {
    let partnerRule = try override(partner, "")
    orderRule = partnerRule ?? terms.rule
    var productRules: [Int: CommissionRule] = [:]
    for (position, line) in lines.enumerated() where !line.sku.isEmpty {
      if let rule = try override(partner, line.sku) {
        productRules[position] = rule
      } else if let rule = try override(nil, line.sku) {
        productRules[position] = rule
      }
    }
    self.productRules = productRules
  }
}
