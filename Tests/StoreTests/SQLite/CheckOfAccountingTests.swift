import GRDB
import PartnerProgram
import Testing

@testable import Store

/// What is kept beside conversions and clicks: contacts, second tier, flags, payouts and what deleted clicks counted.
@Suite("Check of accounting")
struct CheckOfAccountingTests {
  /// One forbidden change in each table, and what the check must say of it.
  static let tamperings = [
    ("UPDATE unpaid_entries SET amount_minor = amount_minor + 1", "unpaid entry program=shop partner="),
    ("DELETE FROM unpaid_entries", "unpaid entry program=shop partner="),
    ("UPDATE unpaid_entries SET available_day = available_day + 1", "unpaid entry program=shop partner="),
    ("DELETE FROM payout_entries", "line of a payout"),
    ("DELETE FROM payout_entries", "unpaid entry"),
    ("UPDATE payout_lines SET amount_minor = 1", "line of a payout"),
    ("UPDATE payout_lines SET entries = 9", "entries is stored as 9, recomputed as"),
    ("DELETE FROM payout_lines", "entry of a payment"),
    ("UPDATE payout_lines SET entry_id = 1", "entry of a payment"),
    ("UPDATE ledger_entries SET amount_minor = -1 WHERE kind = 4", "entry of a payment"),
    ("DELETE FROM ledger_entries WHERE kind = 4", "entry of a payment"),
    ("UPDATE contacts SET first_partner_id = 2", "referrer of a contact"),
    ("UPDATE contacts SET last_bound_at = 1", "referrer of a contact"),
    ("UPDATE contacts SET first_bound_at = 1, last_bound_at = 1", "bound_at is stored as 1, recomputed as"),
    (
      "UPDATE contacts SET first_sub_id = 'x', last_sub_id = 'x'",
      "sub_id is stored as \"x\", recomputed as \"mail\""
    ),
    ("UPDATE contacts SET first_landing_page = 'x', last_landing_page = 'x'", "landing_page is stored as \"x\""),
    ("UPDATE ledger_entries SET amount_minor = 1 WHERE tier = 2 AND kind = 1", "partner=BOB tier=2"),
    ("UPDATE conversions SET parent_commission_minor = 1 WHERE kind = 2", "partner=BOB tier=2"),
    (
      "UPDATE conversions SET parent_partner_id = NULL WHERE kind = 2",
      "tier=2: amount_minor is stored as 25, recomputed as nothing"
    ),
    ("UPDATE conversions SET flag = 2 WHERE flag = 1", "flagged_self_referrals is stored as 1, recomputed as 0"),
    ("UPDATE conversions SET flag_partner_id = NULL", "flagged_inactive_conversions is stored as 1, recomputed as"),
    ("UPDATE rollup SET flagged_bots = 5 WHERE flagged_bots > 0", "flagged_bots is stored as 5, recomputed as 1"),
    ("UPDATE purged_clicks SET visits = visits + 1", "visits is stored as 1, recomputed as 2"),
    ("UPDATE purged_clicks SET unique_visits = 0", "unique_visits is stored as 1, recomputed as 0"),
    ("UPDATE purged_clicks SET flagged_repeats = 4", "flagged_repeats is stored as"),
    ("DELETE FROM purged_clicks", "visits is stored as 1, recomputed as"),
    ("UPDATE rollup SET paid_minor = 0", "paid_minor is stored as 0"),
    ("UPDATE rollup SET adjusted_minor = 0", "adjusted_minor is stored as 0, recomputed as 7"),
    ("UPDATE rollup SET reversed_minor = 0", "reversed_minor is stored as 0, recomputed as -"),
    ("UPDATE rollup SET available_day = available_day + 1 WHERE sales = 1", "rollup program=shop partner=ALICE"),
    ("UPDATE rollup SET landing_page = 'x' WHERE sales = 1", "landing_page=\"x\""),
    ("UPDATE balances SET adjusted_minor = 0", "adjusted_minor is stored as 0, recomputed as 7"),
    ("UPDATE balances SET paid_minor = 0", "paid_minor is stored as 0, recomputed as -"),
    ("UPDATE ledger_entries SET sub_id = 'x' WHERE kind = 1", "sub_id=\"x\""),
    ("UPDATE ledger_entries SET landing_page = 'x' WHERE kind = 1", "landing_page=\"x\""),
    ("UPDATE conversions SET refund_status = 4 WHERE kind = 3", "refunds of an order"),
    ("UPDATE conversions SET requested_minor = 1 WHERE kind = 3", "base of an order"),
    ("UPDATE conversions SET landing_page = 'x' WHERE kind = 2", "landing_page=\"x\""),
    ("UPDATE unconfirmed_conversions SET partner_id = NULL", "flagged_unconfirmed is stored as 1, recomputed as"),
    ("UPDATE unconfirmed_conversions SET day = day + 1", "flagged_unconfirmed is stored as 1, recomputed as"),
    ("DELETE FROM unconfirmed_conversions", "flagged_unconfirmed is stored as 1, recomputed as"),
    ("UPDATE rollup SET flagged_unconfirmed = 0", "flagged_unconfirmed is stored as 0, recomputed as 1"),
    ("UPDATE clicks SET disposition = 1 WHERE disposition = 5", "flagged_prefetches is stored as 1, recomputed as 0"),
    (
      "UPDATE clicks SET disposition = 5 WHERE disposition = 6", "flagged_invalid_sub_ids is stored as 1, recomputed as"
    ),
    ("UPDATE purged_clicks SET flagged_prefetches = 3", "flagged_prefetches is stored as"),
    ("UPDATE purged_clicks SET flagged_invalid_sub_ids = 3", "flagged_invalid_sub_ids is stored as"),
    ("UPDATE clicks SET landing_url = 'x'", "landing_page=\"x\""),
    ("UPDATE clicks SET disposition = 1", "flagged_bots is stored as 1, recomputed as"),
  ]

  /// A shop in which something of everything happened.
  private func busyShop(_ store: SQLiteStore) async throws -> Shop {
    let shop = try await Shop(
      in: store, holdDays: 0,
      commission: CommissionTerms(
        rule: CommissionRule(saleRate: Rate(percentE4: 100_000)), tierTwoRate: Rate(percentE4: 250_000)))
    try await shop.update(shop.alice, email: "alice@example.com", parent: shop.bob)
    let inactive = try await shop.makePartner("CAROL")
    try await shop.update(inactive, status: .inactive)
    let page = "https://shop.example/p?x"
    let visitor = VisitorID(rawValue: Shop.id())
    try await shop.click(shop.alice, at: Shop.start - Shop.day, subID: "old", landing: page, visitor: visitor)
    try await shop.click(shop.alice, at: Shop.start - Shop.day, subID: "old", landing: page, visitor: visitor)
    _ = try await store.purgeClicks(program: shop.program.id, before: Shop.start)
    let click = try await shop.click(shop.alice, subID: "mail", landing: page)
    try await shop.click(shop.alice, subID: "mail", isBot: true)
    try await shop.click(shop.alice, isPrefetch: true)
    try await shop.click(shop.alice, hasInvalidSubID: true)
    try await shop.pixel("A-9", [1_000], at: Shop.start + 1, [.click(click.clickID)])
    try await shop.sale(
      "A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)], customer: Customer(externalID: "C-7"))
    try await shop.sale(
      "A-2", [1_000], at: Shop.start + 1, [.click(click.clickID)], customer: Customer(email: "alice@example.com"))
    try await shop.lead("F-1", at: Shop.start + 1, [.partner(inactive)])
    _ = try await shop.pay("P-1")
    try await shop.refund("A-1", "R-1", [100], at: Shop.start + 2)
    _ = try await shop.adjust("X", shop.alice, shop.money(7))
    return shop
  }

  @Test(arguments: tamperings)
  func findsAPlantedDifference(_ sql: String, _ line: String) async throws {
    let open = try OpenStore()
    let shop = try await busyShop(open.store)
    try await shop.expectConsistent()
    await open.store.drain()

    let queue = try DatabaseQueue(path: open.databasePath)
    let changes = try await queue.write { database in
      try database.execute(sql: sql)
      return database.changesCount
    }
    try queue.close()
    #expect(changes > 0)
    let lines = try SQLiteStore.check(directory: open.temporary.path)
    #expect(lines.contains { $0.contains(line) }, "\(lines)")
  }
}
