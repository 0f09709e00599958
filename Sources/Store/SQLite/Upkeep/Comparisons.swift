/// What is compared: fixed text of this program. Earlier versions of the schema are never checked.
extension Comparison {
  /// All that is stored twice.
  static let all = [
    rollup, balances, commissions, refunds, bases, winners, refundWinners, orders, touches, visits, unpaid, payouts,
    payments, referrers, waiting,
  ]

  private static let rollup = Comparison(
    subject: "rollup",
    keys: RollupBatch.keyColumns,
    values: RollupBatch.figures.map(\.column),
    facts: Facts.rollup,
    stored: "SELECT * FROM rollup")

  private static let balances = Comparison(
    subject: "balance",
    keys: ["program_id", "partner_id", "currency"],
    values: ["earned_minor", "reversed_minor", "adjusted_minor", "paid_minor", "sold_minor"],
    facts: """
      SELECT program_id, partner_id, currency, sum(earned) AS earned_minor, sum(reversed) AS reversed_minor,
        sum(adjusted) AS adjusted_minor, sum(paid) AS paid_minor, sum(sold) AS sold_minor
      FROM (
        SELECT program_id, partner_id, currency, sum(iif(kind = 1, amount_minor, 0)) AS earned,
          sum(iif(kind = 2, amount_minor, 0)) AS reversed, sum(iif(kind = 3, amount_minor, 0)) AS adjusted,
          sum(iif(kind = 4, amount_minor, 0)) AS paid, 0 AS sold
        FROM ledger_entries GROUP BY 1, 2, 3
        UNION ALL
        SELECT program_id, partner_id, currency, 0, 0, 0, 0, sum(base_minor)
        FROM conversions WHERE kind = 2 AND partner_id IS NOT NULL AND NOT is_test GROUP BY 1, 2, 3
      )
      GROUP BY 1, 2, 3
      """,
    stored: "SELECT * FROM balances")

  private static let commissions = Comparison(
    subject: "ledger of a conversion",
    keys: ["conversion_id", "partner_id", "tier"],
    values: ["amount_minor"],
    facts: """
      SELECT conversion_id, partner_id, 1 AS tier, commission_minor AS amount_minor
      FROM conversions WHERE partner_id IS NOT NULL AND NOT is_test
      UNION ALL
      SELECT conversion_id, parent_partner_id, 2, parent_commission_minor
      FROM conversions WHERE parent_partner_id IS NOT NULL AND NOT is_test
      """,
    stored: """
      SELECT conversion_id, partner_id, tier, sum(amount_minor) AS amount_minor
      FROM ledger_entries WHERE conversion_id IS NOT NULL GROUP BY 1, 2, 3
      """)

  private static let refunds = Comparison(
    subject: "refunds of an order",
    keys: ["program_id", "order_id"],
    values: ["refunded_minor", "refund_count"],
    facts: """
      SELECT program_id, order_id, sum(base_minor) AS refunded_minor, count(*) AS refund_count
      FROM conversions WHERE kind = 3 AND refund_status IN (1, 3) GROUP BY 1, 2
      """,
    stored: "SELECT program_id, order_id, refunded_minor, refund_count FROM conversions WHERE kind = 2")

  private static let bases = Comparison(
    subject: "base of an order",
    keys: ["conversion_id"],
    values: ["base_minor"],
    facts: """
      SELECT conversion_id, sum(quantity * unit_price_minor) - discount_minor AS base_minor
      FROM conversions JOIN order_lines USING (conversion_id) GROUP BY 1
      """,
    stored: """
      SELECT conversion_id, iif(kind = 3, requested_minor, base_minor) AS base_minor
      FROM conversions WHERE NOT is_full_refund
      """)

  private static let winners = Comparison(
    subject: "winner of a receipt",
    keys: ["conversion_id"],
    values: ["partner_id"],
    facts: "SELECT conversion_id, partner_id FROM receipt_candidates WHERE verdict = 1",
    stored: "SELECT conversion_id, partner_id FROM conversions WHERE kind <> 3 AND partner_id IS NOT NULL")

  private static let refundWinners = Comparison(
    subject: "partner of a refund",
    keys: ["conversion_id"],
    values: ["partner_id", "sub_id", "currency", "landing_page", "parent_partner_id", "available_day"],
    facts: """
      SELECT refunds.conversion_id AS conversion_id, sales.partner_id AS partner_id, sales.sub_id AS sub_id,
        sales.currency AS currency, sales.landing_page AS landing_page,
        sales.parent_partner_id AS parent_partner_id, sales.available_day AS available_day
      FROM conversions AS refunds
      JOIN orders ON orders.program_id = refunds.program_id AND orders.kind = 2
        AND orders.order_id = refunds.order_id AND orders.refund_id = ''
      JOIN conversions AS sales ON sales.conversion_id = orders.conversion_id
      WHERE refunds.kind = 3 AND refunds.refund_status IN (1, 3)
      """,
    stored: """
      SELECT conversion_id, partner_id, sub_id, currency, landing_page, parent_partner_id, available_day
      FROM conversions WHERE kind = 3 AND refund_status IN (1, 3)
      """)

  private static let orders = Comparison(
    subject: "order of a conversion",
    keys: ["program_id", "kind", "order_id", "refund_id"],
    values: ["conversion_id"],
    facts: "SELECT program_id, kind, order_id, refund_id, conversion_id FROM conversions",
    stored: "SELECT * FROM orders")

  private static let touches = Comparison(
    subject: "touch of a click",
    keys: ["program_id", "click_id"],
    values: ["visitor_id", "occurred_at", "partner_id", "sub_id", "disposition"],
    facts: "SELECT program_id, click_id, visitor_id, occurred_at, partner_id, sub_id, disposition FROM clicks",
    stored: "SELECT * FROM touches")

  private static let visits = Comparison(
    subject: "latest visit of a visitor",
    keys: ["program_id", "visitor_id", "partner_id", "sub_id"],
    values: ["last_visit_at"],
    facts: """
      SELECT program_id, visitor_id, partner_id, sub_id, max(occurred_at) AS last_visit_at
      FROM clicks WHERE disposition = 1 GROUP BY 1, 2, 3, 4
      """,
    stored: "SELECT * FROM visits")

  private static let unpaid = Comparison(
    subject: "unpaid entry",
    keys: ["program_id", "partner_id", "currency", "available_day", "entry_id"],
    values: ["amount_minor"],
    facts: """
      SELECT program_id, partner_id, currency, available_day, entry_id, amount_minor
      FROM ledger_entries WHERE kind <> 4 AND entry_id NOT IN (SELECT entry_id FROM payout_entries)
      """,
    stored: "SELECT * FROM unpaid_entries")

  private static let payouts = Comparison(
    subject: "line of a payout",
    keys: ["payout_id", "partner_id", "currency"],
    values: ["amount_minor", "entries"],
    facts: """
      SELECT payout_id, partner_id, currency, sum(amount_minor) AS amount_minor, count(*) AS entries
      FROM payout_entries JOIN ledger_entries USING (entry_id) GROUP BY 1, 2, 3
      """,
    stored: "SELECT * FROM payout_lines")

  private static let payments = Comparison(
    subject: "entry of a payment",
    keys: ["entry_id"],
    values: ["partner_id", "currency", "amount_minor"],
    facts: "SELECT entry_id, partner_id, currency, -amount_minor AS amount_minor FROM payout_lines",
    stored: "SELECT entry_id, partner_id, currency, amount_minor FROM ledger_entries WHERE kind = 4")

  private static let referrers = Comparison(
    subject: "referrer of a contact",
    keys: ["contact_id", "conversion_id"],
    values: ["partner_id", "sub_id", "landing_page", "bound_at"],
    facts: """
      SELECT bound.contact_id AS contact_id, conversion_id, partner_id, sub_id, landing_page,
        occurred_at AS bound_at
      FROM (
        SELECT contact_id, first_conversion_id AS conversion_id FROM contacts
        UNION SELECT contact_id, last_conversion_id FROM contacts
      ) AS bound JOIN conversions USING (conversion_id)
      """,
    stored: """
      SELECT contact_id, first_conversion_id AS conversion_id, first_partner_id AS partner_id,
        first_sub_id AS sub_id, first_landing_page AS landing_page, first_bound_at AS bound_at
      FROM contacts WHERE first_conversion_id IS NOT NULL
      UNION
      SELECT contact_id, last_conversion_id, last_partner_id, last_sub_id, last_landing_page, last_bound_at
      FROM contacts WHERE last_conversion_id IS NOT NULL
      """)

  private static let waiting = Comparison(
    subject: "refund that waits",
    keys: ["conversion_id"],
    values: ["refund_status"],
    facts: """
      SELECT conversion_id, 2 AS refund_status FROM conversions AS refunds
      WHERE kind = 3 AND NOT EXISTS (
        SELECT 1 FROM orders WHERE orders.program_id = refunds.program_id AND orders.kind = 2
          AND orders.order_id = refunds.order_id AND orders.refund_id = '')
      """,
    stored: "SELECT conversion_id, refund_status FROM conversions WHERE kind = 3 AND refund_status = 2")
}
