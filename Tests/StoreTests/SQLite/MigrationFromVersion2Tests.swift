import GRDB
import Logging
import PartnerProgram
import Testing

@testable import Store

/// A database as the second version of the schema had it: one of the first version, migrated by the step to the second and
/// then gone on with.
@Suite("Migration from version 2")
struct MigrationFromVersion2Tests {
  private let temporary: TemporaryDirectory
  private let program = ProgramID(rawValue: 1)

  init() throws {
    temporary = try TemporaryDirectory()
    try Version1Database.make(in: temporary.path)
    let queue = try DatabaseQueue(
      path: SQLiteStore.databasePath(in: temporary.path), configuration: OpenedDatabase.configuration(readers: 1))
    try queue.write { database in
      try database.execute(sql: Schema.migrations[1] + Self.laterEvents + "PRAGMA user_version = 2")
    }
    try queue.close()
  }

  /// What version 1 had not: a click of a bot, one that repeats a visit, clicks that were deleted, an adjustment that was
  /// paid, and a lead that earned nothing because of its partner.
  private static let laterEvents = """
    INSERT INTO clicks SELECT program_id, x'01900000000070008000000000000031', partner_id, visitor_id, sub_id,
      occurred_at, received_at, day, 4, 0, landing_url, '', '', '' FROM clicks WHERE disposition = 1 AND landing_url <> '';
    INSERT INTO clicks SELECT program_id, x'01900000000070008000000000000032', partner_id, visitor_id, sub_id,
      occurred_at, received_at, day, 3, 0, landing_url, '', '', '' FROM clicks WHERE disposition = 1 AND landing_url <> '';
    INSERT INTO touches SELECT program_id, visitor_id, occurred_at, click_id, partner_id, sub_id, disposition
      FROM clicks WHERE disposition IN (3, 4);
    UPDATE rollup SET flagged_bots = 1, flagged_repeats = 1 WHERE visits > 0 AND landing_page <> '';
    INSERT INTO purged_clicks VALUES (1, 2, 'old', 19000, '', 5, 4, 3, 2, 1);
    INSERT INTO rollup VALUES (1, 2, 'old', 19000, 'USD', '', 19000, 5, 4, 0, 0, 0, 0, 0, 0, 0, 0, 3, 2, 1, 0, 0);
    """

  private func open() throws -> SQLiteStore {
    try SQLiteStore.open(directory: temporary.path, logger: Logger(label: "test"))
  }

  private func report(_ store: SQLiteStore) async throws -> [RollupDelta] {
    try await store.report(
      ReportQuery(
        program: program, partner: nil, keys: [.partner, .subID], rowLimit: 100, today: Shop.today,
        includesFlagged: true)
    ).rows.map(\.figures)
  }

  @Test func reportsAreAsTheyWereAndGoOn() async throws {
    let store = try open()
    #expect(try await store.check() == [])
    #expect(
      try await report(store) == [
        RollupDelta(
          visits: 2, uniqueVisits: 1, leads: 1, sales: 1, refunds: 2, revenueMinor: 600, commissionMinor: 110,
          reversedMinor: -40, flaggedBots: 1, flaggedRepeats: 1),
        RollupDelta(flaggedInactiveClicks: 1),
        RollupDelta(visits: 5, uniqueVisits: 4, flaggedBots: 3, flaggedRepeats: 2, flaggedInactiveClicks: 1),
      ])
    let deleted = try await store.purgeClicks(program: program, before: Shop.start + Shop.day)
    #expect(deleted == 5)
    #expect(try await store.check() == [])
    #expect(try await report(store).map(\.visits) == [2, 0, 5])
    await store.drain()
  }

  /// An order from before, and what a pixel says of it and of one that nobody knows.
  @Test func pixelsFindTheOrders() async throws {
    let store = try open()
    func pixel(_ order: String, _ price: Int64) async throws -> PixelOutcome {
      let outcome = try await store.perform(
        .pixel(
          PixelCommand(
            conversion: ConversionCommand(
              conversionID: ConversionID(rawValue: Shop.id()), program: program, kind: .sale, orderID: OrderID(order),
              amounts: OrderAmounts(
                lines: [OrderLine(sku: "hat", quantity: 2, unitPriceMinor: price, position: 0)], taxMinor: 19,
                shippingMinor: 5, discountMinor: 200, currency: #require(Currency(code: "USD"))),
              evidence: [.click(ClickID(rawValue: Version1Database.bytes(1))), .email("Carol@example.com")],
              occurredAt: Shop.start + Shop.hour,
              receivedAt: Shop.start + Shop.hour),
            isSigned: false)))
      guard case .pixel(let pixel) = outcome else { throw UnexpectedOutcome() }
      return pixel
    }
    #expect(try await pixel("A-1", 600).recorded().minorUnits == [100])
    let forged = try await pixel("A-1", 601).claimID()
    let claimed = try await pixel("A-77", 600).claimID()
    #expect(try await report(store).map(\.flaggedUnconfirmed) == [2, 0, 0])
    let confirmed = try await store.perform(
      .confirm(ConfirmCommand(program: program, id: claimed, receivedAt: Shop.start + Shop.day))
    ).conversion()
    #expect(confirmed.minorUnits == [100])
    let waiting = try await store.unconfirmedConversions(program: program, before: nil, limit: 10)
    #expect(waiting.map(\.id) == [forged] && waiting.map(\.differsIn) == ["items[0].unit_price_minor"])
    #expect(try await store.check() == [])
    await store.drain()
  }
}
