/// What the facts say about sums that are stored beside them, as queries: all fixed text of this program.
enum Facts {
  /// The rollup, recomputed from clicks, conversions, ledger and payouts, in the order of its columns.
  static let rollup: String = {
    let figures = RollupBatch.figures.map(\.column)
    /// One part of the sum: those figures that it has, and 0 for the others.
    func part(_ keys: String, _ values: [String: String], _ source: String, groupedBy count: Int = 7) -> String {
      let columns = figures.map { "\(values[$0] ?? "0") AS \($0)" }.joined(separator: ", ")
      let group = (1...count).map(String.init).joined(separator: ", ")
      return "SELECT \(keys), \(columns) FROM \(source) GROUP BY \(group)"
    }
    let parts = [
      part(
        """
        program_id, partner_id, sub_id, day, programs.currency AS currency, landing_page(clicks.landing_url) AS landing_page,
          day AS available_day
        """,
        [
          "visits": "sum(disposition = 1)", "unique_visits": "sum(is_unique_visit)",
          "flagged_inactive_clicks": "sum(disposition = 2)", "flagged_repeats": "sum(disposition = 3)",
          "flagged_bots": "sum(disposition = 4)", "flagged_prefetches": "sum(disposition = 5)",
          "flagged_invalid_sub_ids": "sum(disposition = 6)",
        ], "clicks JOIN programs USING (program_id)"),
      part(
        "program_id, partner_id, sub_id, day, programs.currency, landing_page, day",
        [
          "visits": "sum(visits)", "unique_visits": "sum(unique_visits)",
          "flagged_inactive_clicks": "sum(flagged_inactive_clicks)", "flagged_repeats": "sum(flagged_repeats)",
          "flagged_bots": "sum(flagged_bots)", "flagged_prefetches": "sum(flagged_prefetches)",
          "flagged_invalid_sub_ids": "sum(flagged_invalid_sub_ids)",
        ], "purged_clicks JOIN programs USING (program_id)"),
      part(
        "program_id, partner_id, sub_id, day, currency, landing_page, available_day",
        [
          "leads": "sum(kind = 1)", "sales": "sum(kind = 2)", "refunds": "sum(kind = 3)",
          "revenue_minor": "sum(CASE kind WHEN 2 THEN base_minor WHEN 3 THEN -base_minor ELSE 0 END)",
        ], "conversions WHERE partner_id IS NOT NULL AND NOT is_test"),
      part(
        "program_id, flag_partner_id, flag_sub_id, day, currency, flag_landing_page, available_day",
        ["flagged_self_referrals": "sum(flag = 1)", "flagged_inactive_conversions": "sum(flag = 2)"],
        "conversions WHERE flag_partner_id IS NOT NULL AND NOT is_test"),
      part(
        "program_id, partner_id, sub_id, day, currency, landing_page, day",
        ["flagged_unconfirmed": "count(*)"], "unconfirmed_conversions WHERE partner_id IS NOT NULL"),
      part(
        "program_id, partner_id, sub_id, day, currency, landing_page, available_day",
        [
          "commission_minor": "sum(iif(kind IN (1, 2), amount_minor, 0))",
          "reversed_minor": "sum(iif(kind = 2, amount_minor, 0))",
          "adjusted_minor": "sum(iif(kind = 3, amount_minor, 0))",
          "paid_minor": "sum(iif(payout_id IS NULL, 0, amount_minor))",
        ], "ledger_entries LEFT JOIN payout_entries USING (entry_id) WHERE kind <> 4"),
    ]
    let sums = figures.map { "sum(\($0)) AS \($0)" }.joined(separator: ", ")
    return """
      SELECT \(RollupBatch.keyColumns.joined(separator: ", ")), \(sums)
      FROM (\(parts.joined(separator: " UNION ALL ")))
      GROUP BY 1, 2, 3, 4, 5, 6, 7
      """
  }()
}
