extension Schema {
  /// What the facts of a database of version 1, as version 2 keeps them, say about the rollup of version 2, in the order of
  /// its columns: a step of the past must not change when ``Facts`` does. Version 1 had clicks that counted or did not,
  /// what was earned and reversed, and nothing else that the rollup sums.
  static let rollupOfVersion2 = """
    SELECT program_id, partner_id, sub_id, day, currency, landing_page, available_day, sum(visits), sum(unique_visits),
      sum(leads), sum(sales), sum(refunds), sum(revenue), sum(commission), sum(reversed), 0, 0, 0, 0,
      sum(inactive_clicks), 0, 0
    FROM (
      SELECT clicks.program_id, partner_id, sub_id, day, programs.currency, landing_page(clicks.landing_url) AS landing_page,
        day AS available_day, disposition = 1 AS visits, is_unique_visit AS unique_visits, 0 AS leads, 0 AS sales,
        0 AS refunds, 0 AS revenue, 0 AS commission, 0 AS reversed, disposition = 2 AS inactive_clicks
      FROM clicks JOIN programs USING (program_id)
      UNION ALL
      SELECT program_id, partner_id, sub_id, day, currency, landing_page, available_day, 0, 0, kind = 1, kind = 2,
        kind = 3, CASE kind WHEN 2 THEN base_minor WHEN 3 THEN -base_minor ELSE 0 END, 0, 0, 0
      FROM conversions WHERE partner_id IS NOT NULL AND NOT is_test
      UNION ALL
      SELECT program_id, partner_id, sub_id, day, currency, landing_page, available_day, 0, 0, 0, 0, 0, 0,
        amount_minor, iif(kind = 2, amount_minor, 0), 0
      FROM ledger_entries
    )
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    """
}
