/// Something that is stored twice: as facts, and as what was made of them. Both are queries that give the same keys and
/// values, all fixed text of this program.
struct Comparison {
  /// What differs, for people.
  let subject: String
  /// Columns that name a row.
  let keys: [String]
  /// Columns that must be the same. Nothing and 0 are the same.
  let values: [String]
  /// What the facts say.
  let facts: String
  /// What is stored.
  let stored: String

  /// Gives each row that differs: its keys, then each value as stored and as recomputed, and how many rows are stored.
  ///
  /// Both sides are put on one pile and grouped, which SQLite does by sorting. A full outer join would look through one
  /// whole side for each row of the other.
  var sql: String {
    let columns = (keys + values).joined(separator: ", ")
    let sides = values.flatMap { value in
      [
        "max(iif(is_stored, \(value), NULL)) AS stored_\(value)",
        "max(iif(is_stored, NULL, \(value))) AS facts_\(value)",
      ]
    }
    let differences = values.map { "coalesce(stored_\($0), 0) IS NOT coalesce(facts_\($0), 0)" }
    return """
      SELECT \((keys + sides).joined(separator: ", ")), sum(is_stored) AS stored_rows
      FROM (
        SELECT 0 AS is_stored, \(columns) FROM (\(facts))
        UNION ALL
        SELECT 1 AS is_stored, \(columns) FROM (\(stored))
      )
      GROUP BY \(keys.joined(separator: ", "))
      HAVING stored_rows > 1 OR \(differences.joined(separator: " OR "))
      LIMIT ?
      """
  }
}

extension Comparison {
  /// All that is stored twice.
  static let all = [
    rollup, balances, commissions, refunds, bases, winners, refundWinners, orders, touches, visits,
  ]

  private static let rollup = Comparison(
    subject: "rollup",
    keys: ["program_id", "partner_id", "sub_id", "day", "currency"],
    values: ["visits", "unique_visits", "leads", "sales", "refunds", "revenue_minor", "commission_minor"],
    facts: """
      SELECT program_id, partner_id, sub_id, day, currency, sum(visits) AS visits,
        sum(unique_visits) AS unique_visits, sum(leads) AS leads, sum(sales) AS sales, sum(refunds) AS refunds,
        sum(revenue_minor) AS revenue_minor, sum(commission_minor) AS commission_minor
      FROM (
        SELECT program_id, partner_id, sub_id, day, programs.currency AS currency, count(*) AS visits,
          sum(is_unique_visit) AS unique_visits, 0 AS leads, 0 AS sales, 0 AS refunds, 0 AS revenue_minor,
          0 AS commission_minor
        FROM clicks JOIN programs USING (program_id) WHERE disposition = 1 GROUP BY 1, 2, 3, 4
        UNION ALL
        SELECT program_id, partner_id, sub_id, day, currency, 0, 0, sum(kind = 1), sum(kind = 2), sum(kind = 3),
          sum(CASE kind WHEN 2 THEN base_minor WHEN 3 THEN -base_minor ELSE 0 END), sum(commission_minor)
        FROM conversions WHERE partner_id IS NOT NULL AND NOT is_test GROUP BY 1, 2, 3, 4, 5
      )
      GROUP BY 1, 2, 3, 4, 5
      """,
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
    keys: ["conversion_id"],
    values: ["partner_id", "amount_minor"],
    facts: """
      SELECT conversion_id, partner_id, commission_minor AS amount_minor
      FROM conversions WHERE partner_id IS NOT NULL AND NOT is_test AND commission_minor <> 0
      """,
    stored: """
      SELECT conversion_id, min(partner_id) AS partner_id, sum(amount_minor) AS amount_minor
      FROM ledger_entries WHERE conversion_id IS NOT NULL GROUP BY 1
      """)

  private static let refunds = Comparison(
    subject: "refunds of an order",
    keys: ["program_id", "order_id"],
    values: ["refunded_minor", "refund_count"],
    facts: """
      SELECT program_id, order_id, sum(base_minor) AS refunded_minor, count(*) AS refund_count
      FROM conversions WHERE kind = 3 GROUP BY 1, 2
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
    stored: "SELECT conversion_id, base_minor FROM conversions WHERE NOT is_full_refund")

  private static let winners = Comparison(
    subject: "winner of a receipt",
    keys: ["conversion_id"],
    values: ["partner_id", "sub_id", "click_id"],
    facts: "SELECT conversion_id, partner_id, sub_id, click_id FROM receipt_candidates WHERE verdict = 1",
    stored: """
      SELECT conversion_id, partner_id, sub_id, click_id
      FROM conversions WHERE kind <> 3 AND partner_id IS NOT NULL
      """)

  private static let refundWinners = Comparison(
    subject: "partner of a refund",
    keys: ["conversion_id"],
    values: ["partner_id", "sub_id", "currency"],
    facts: """
      SELECT refunds.conversion_id AS conversion_id, sales.partner_id AS partner_id, sales.sub_id AS sub_id,
        sales.currency AS currency
      FROM conversions AS refunds
      JOIN orders ON orders.program_id = refunds.program_id AND orders.kind = 2
        AND orders.order_id = refunds.order_id AND orders.refund_id = ''
      JOIN conversions AS sales ON sales.conversion_id = orders.conversion_id
      WHERE refunds.kind = 3
      """,
    stored: "SELECT conversion_id, partner_id, sub_id, currency FROM conversions WHERE kind = 3")

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
}
