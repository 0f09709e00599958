extension Schema {
  /// Who vouches for the evidence of orders.
  ///
  /// Of the evidence that earlier versions kept it is not known any more what unsigned pixels brought: it counts as trusted,
  /// so that nobody loses what was earned.
  static let version4 = """
    -- Null: the merchant vouches for it. Otherwise only pixels without a signature brought it, and this is the customer's
    -- normalised e-mail address that they named; empty when they named none or it was erased.
    ALTER TABLE receipt_candidates ADD COLUMN claimant TEXT;
    """
}
