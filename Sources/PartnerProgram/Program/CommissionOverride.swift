/// What a product, a partner, or a product sold by a partner earns instead of the program's commission.
public struct CommissionOverride: Sendable {
  /// The program it is in.
  public let program: ProgramID
  /// The partner; nil means every partner.
  public let partner: PartnerID?
  /// The product code; empty means every product.
  public let sku: String
  /// What is earned.
  public let rule: CommissionRule

  /// How many overrides a program can have.
  public static let maximumOverrides = 10_000

  /// Makes an override.
  ///
  /// - Throws: A ``FieldError`` of `sku` when it is too long or neither it nor a partner is given, or of
  ///   `commission.lead_flat_minor` when a product, which a lead has none of, earns for one.
  public init(program: ProgramID, partner: PartnerID?, sku: String, rule: CommissionRule) throws(FieldError) {
    try TextRule.sku.check(sku, field: "sku")
    guard partner != nil || !sku.isEmpty else {
      throw FieldError(field: "sku", message: "or partner is required: the program's commission is set in the program")
    }
    guard sku.isEmpty || rule.leadFlatMinor == 0 else {
      throw FieldError(field: "commission.lead_flat_minor", message: "must be 0 with a sku: a lead has no products")
    }
    self.program = program
    self.partner = partner
    self.sku = sku
    self.rule = rule
  }
}

extension CommissionOverride: Hashable {
  /// Whether two overrides say the same of the same. Product codes are compared by their bytes.
  public static func == (left: CommissionOverride, right: CommissionOverride) -> Bool {
    left.program == right.program && left.partner == right.partner && left.rule == right.rule
      && left.sku.hasSameBytes(as: right.sku)
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(program)
    hasher.combine(partner)
    hasher.combine(rule)
    sku.hashBytes(into: &hasher)
  }
}
