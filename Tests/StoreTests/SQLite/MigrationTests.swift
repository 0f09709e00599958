import Foundation
import GRDB
import Logging
import PartnerProgram
import Testing

@testable import Store

@Suite("Migration")
struct MigrationTests {
  private let temporary: TemporaryDirectory
  private let store: SQLiteStore
  private let program = ProgramID(rawValue: 1)
  private let alice = PartnerID(rawValue: 1)

  init() throws {
    temporary = try TemporaryDirectory()
    try Version1Database.make(in: temporary.path)
    store = try SQLiteStore.open(directory: temporary.path, logger: Logger(label: "test"))
  }

  private init(temporary: TemporaryDirectory, store: SQLiteStore) {
    self.temporary = temporary
    self.store = store
  }

  private func recorded(
    _ kind: ConversionKind, _ order: String, refund: String? = nil
  ) async throws -> RecordedConversion {
    try #require(
      try await store.conversion(
        program: program, kind: kind, order: OrderID(order), refund: refund.map { try RefundID($0) }))
  }

  private func send(
    _ kind: ConversionKind, _ order: String, refund: String? = nil, prices: [(String, Int64, Int64)]? = nil,
    tax: Int64 = 0, shipping: Int64 = 0, discount: Int64 = 0, currency: String = "USD",
    _ evidence: [EvidenceSubmission] = [], customer: Customer = Customer(), isTest: Bool = false
  ) async throws -> ConversionOutcome {
    let currency = try #require(Currency(code: currency))
    let lines = try prices?.map { try OrderLine(sku: $0.0, quantity: $0.1, unitPriceMinor: $0.2, position: 0) }
    let amounts = try lines.map {
      try OrderAmounts(
        lines: $0, taxMinor: tax, shippingMinor: shipping, discountMinor: discount, currency: currency)
    }
    return try await store.perform(
      .conversion(
        ConversionCommand(
          conversionID: ConversionID(rawValue: Shop.id()), program: program, kind: kind, orderID: OrderID(order),
          refundID: refund.map { try RefundID($0) }, amounts: amounts, customerEmail: customer.email,
          customerExternalID: customer.externalID, evidence: evidence + customer.evidence,
          occurredAt: Shop.start + Shop.day, receivedAt: Shop.start + Shop.day, isTest: isTest))
    ).conversion()
  }

  private func sendFirstOrder(
    _ evidence: [EvidenceSubmission] = [], customer: Customer = Customer()
  ) async throws -> ConversionOutcome {
    try await send(
      .sale, "A-1", prices: [("hat", 2, 600)], tax: 19, shipping: 5, discount: 200, evidence, customer: customer)
  }

  private func expectConsistent(_ location: SourceLocation = #_sourceLocation) async throws {
    #expect(try await store.check() == [], sourceLocation: location)
  }

  @Test func theCatalogueIsAsItWas() async throws {
    try await expectConsistent()
    let entry = try #require(store.directory.program(id: program))
    #expect(entry.program.attribution == (try AttributionPolicy(windowDays: 45)) && entry.program.holdDays == 30)
    #expect(entry.program.commission == (try Shop.standardTerms()) && entry.program.clickRetentionDays == 0)
    #expect(entry.program.addressStorage == .truncated && entry.program.name == "The shop")
    let partners = try await store.partners(program: program, after: nil, limit: 10)
    #expect(partners.map(\.code.text) == ["ALICE", "BOB"] && partners.map(\.status) == [.active, .inactive])
    #expect(partners.allSatisfy { $0.parent == nil } && partners.map(\.partnerCenterAccess) == [true, false])
    #expect(try await store.apiKeys(account: nil, after: nil, limit: 10).map(\.id) == ["k-1"])
    #expect(store.signingKeys().count == 1)
  }

  /// Each program of an earlier database gets what it could not have had.
  @Test func programsGetKeysAndSecretsOfTheirOwn() async throws {
    let temporary = try TemporaryDirectory()
    try Version1Database.make(in: temporary.path)
    let queue = try DatabaseQueue(path: SQLiteStore.databasePath(in: temporary.path))
    try await queue.write { database in
      for number in 2...3 {
        try database.execute(
          sql: """
            INSERT INTO programs SELECT ?1, account_id, slug || ?1, name, currency, time_zone, window_days, hold_days,
              sale_rate_e4, sale_flat_minor, lead_flat_minor, tracking_url, created_at FROM programs WHERE program_id = 1
            """,
          arguments: [number])
      }
    }
    try queue.close()
    let store = try SQLiteStore.open(directory: temporary.path, logger: Logger(label: "test"))
    let entries = try (1...3).map { try #require(store.directory.program(id: ProgramID(rawValue: $0))) }
    let keys = entries.flatMap(\.pixelKeys)
    #expect(keys.count == 3 && Set(keys.map(\.id)).count == 3 && Set(keys.map(\.secret)).count == 3)
    for key in keys {
      #expect(key.id.wholeMatch(of: /[a-z0-9]{8}/) != nil && key.secret.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
      #expect(key.createdAt == Shop.start)
    }
    #expect(Set(entries.map(\.formSecret)).count == 3 && entries.allSatisfy { $0.formSecret.count == 16 })
    #expect(entries.allSatisfy { $0.program.landingURL == nil && $0.program.allowedHosts.isEmpty })
    await store.drain()
  }

  @Test func customersFromBeforeThereWereContactsCanBeErased() async throws {
    let email = try await recorded(.sale, "A-1").customerEmail
    let name = try #require(ContactName.email(email))
    guard case .contactErased(let conversions) = try await store.perform(.eraseContact(program: program, name: name))
    else { throw UnexpectedOutcome() }
    #expect(conversions > 0)
    #expect(try await recorded(.sale, "A-1").customerEmail.isEmpty)
    await #expect(throws: StoreError.self) { try await store.perform(.eraseContact(program: program, name: name)) }
    try await expectConsistent()
  }

  /// Version 1 kept what an order had earned, and not by which rate.
  @Test func anOrderKeepsWhatItEarnedThoughTheRateHasChangedSince() async throws {
    let temporary = try TemporaryDirectory()
    try Version1Database.make(in: temporary.path)
    let queue = try DatabaseQueue(path: SQLiteStore.databasePath(in: temporary.path))
    try await queue.write { try $0.execute(sql: "UPDATE programs SET sale_rate_e4 = 50000") }
    try queue.close()
    let changed = MigrationTests(
      temporary: temporary, store: try SQLiteStore.open(directory: temporary.path, logger: Logger(label: "test")))
    let before = try await changed.recorded(.sale, "A-1").commissions
    #expect(!before.isEmpty)
    let again = try await changed.sendFirstOrder(customer: Customer(email: "late@example.com"))
    #expect(again.isReplayed && again.commissions == before)
    try await changed.expectConsistent()
  }

  @Test func reportsAndBalancesAreAsTheyWereAndTellLandingPages() async throws {
    func report(_ keys: [ReportKey], today: Day = Shop.today, flagged: Bool = false) async throws -> ReportPage {
      try await store.report(
        ReportQuery(
          program: program, partner: nil, keys: keys, rowLimit: 100, today: today, includesFlagged: flagged))
    }
    let days = try await report([.partner, .subID, .day]).rows
    #expect(days.map(\.day) == [Shop.today, Shop.today + 1] && days.allSatisfy { $0.subID?.text == "mail" })
    #expect(
      days.map(\.figures) == [
        RollupDelta(
          visits: 2, uniqueVisits: 1, leads: 1, sales: 1, refunds: 1, revenueMinor: 700, commissionMinor: 120,
          reversedMinor: -30),
        RollupDelta(refunds: 1, revenueMinor: -100, commissionMinor: -10, reversedMinor: -10),
      ])
    let pages = try await report([.landingPage]).rows
    #expect(pages.map { $0.landingPage?.text ?? "" } == ["", "https://shop.example/p"])
    #expect(pages.map(\.figures.commissionMinor) == [50, 60] && pages.map(\.figures.visits) == [1, 1])
    #expect(try await report([.partner], flagged: true).rows.map(\.figures.flaggedInactiveClicks) == [0, 1])
    for (day, pending) in [(29, 110), (30, 0)] as [(Int32, Int64)] {
      let today = Shop.today + day
      let balances = try await store.balances(program: program, partner: nil, today: today, after: nil, limit: 10)
      #expect(balances.map(\.earnedMinor) == [150] && balances.map(\.reversedMinor) == [-40])
      #expect(balances.map(\.pendingMinor) == [pending])
      #expect(try await report([], today: today).totals.map(\.pendingMinor) == [pending])
    }
  }

  @Test func ordersAreAsTheyWere() async throws {
    let sale = try await recorded(.sale, "A-1")
    #expect(sale.id == ConversionID(rawValue: Version1Database.bytes(21)) && sale.baseMinor == 1_000)
    #expect(sale.refundedMinor == 400 && sale.customerEmail == "carol@example.com" && sale.contactOrderNumber == 0)
    #expect(sale.receipt.winner?.landingPage?.text == "https://shop.example/p" && sale.receipt.rule == .lastTouch)
    #expect(sale.receipt.candidates.map(\.verdict) == [.unknown, .won, .partnerInactive])
    // Midnight in Berlin, 30 days after the order's day.
    let available = ProgramCalendar.utc.start(of: Shop.today + 30) - Shop.hour
    #expect(sale.commissions.map(\.amount.minorUnits) == [100] && sale.commissions.map(\.availableAt) == [available])
    #expect(sale.refunds.map(\.refundStatus) == [.applied, .applied] && sale.refunds.map(\.baseMinor) == [300, 100])
    #expect(sale.refunds.flatMap(\.commissions).map(\.availableAt) == [available, available])
    #expect(sale.refunds.flatMap(\.entries).map(\.entry.number) == [2, 3])
    let lead = try await recorded(.lead, "F-1")
    #expect(lead.commissions.map(\.amount.minorUnits) == [50] && lead.receipt.candidates.count == 2)
    let unattributed = try await recorded(.sale, "A-2")
    #expect(unattributed.refunds.map(\.isFullRefund) == [true] && unattributed.refunds.map(\.baseMinor) == [70])
    #expect(try await recorded(.sale, "T-1").isTest)
  }

  @Test func whatIsSentAgainIsAnsweredAsBefore() async throws {
    let sale = try await sendFirstOrder()
    let stored = try await recorded(.sale, "A-1")
    #expect(sale.isReplayed && sale.receipt == stored.receipt)
    #expect(sale.minorUnits == [100])
    #expect(try await send(.refund, "A-1", refund: "R-1", prices: [("", 1, 300)]).minorUnits == [-30])
    #expect(try await send(.refund, "A-2", currency: "EUR").isReplayed)
    #expect(try await send(.lead, "F-1").minorUnits == [50])
    #expect(try await send(.sale, "T-1", prices: [("", 1, 70)], isTest: true).isReplayed)
    await expectConflict("items[0].quantity") {
      try await self.send(.sale, "A-1", prices: [("hat", 1, 600)], tax: 19, shipping: 5, discount: 200)
    }
    try await expectConsistent()
  }

  /// Orders from before take part in everything that is new.
  @Test func ordersFromBeforeGoOn() async throws {
    let late = ClickID(rawValue: Shop.id())
    let known = try await sendFirstOrder([.click(late)], customer: Customer(email: "Carol@example.com"))
    #expect(known.isReplayed && known.receipt.winner?.partner == alice && known.minorUnits == [100])
    let contact = try await store.contact(
      program: program, name: try #require(ContactName.email("carol@example.com")))
    #expect(contact?.orderCount == 1 && contact?.referrers.first?.partner == alice)
    let rest = try await send(.refund, "A-1", refund: "R-3")
    // R-2 happened later, and finds nothing left.
    #expect(rest.refundStatus == .applied && rest.refundedMinor == 700 && rest.minorUnits == [-70])
    #expect(try await recorded(.refund, "A-1", refund: "R-2").entries.map(\.entry.amount.minorUnits) == [-10, 10])
    try await expectConsistent()

    let payout = try await store.perform(
      .createPayout(
        PayoutOrder(program: program, id: EntryName("P"), today: Shop.today + 30, createdAt: Shop.start)))
    guard case .payout(let made, _) = payout else { throw UnexpectedOutcome() }
    #expect(made.totals.map(\.amount.minorUnits) == [50], "what the lead earned")
    #expect(try await store.purgeClicks(program: program, before: Shop.start + Shop.day) == 3)
    let again = try await sendFirstOrder([.forgery])
    #expect(again.receipt.winner?.landingPage?.text == "https://shop.example/p")
    try await expectConsistent()
  }

  /// What was recorded when there were no contacts can be erased, too.
  @Test(arguments: [ContactName.email("CAROL@example.com"), .externalID("C-7")])
  func namesFromBeforeAreErased(_ name: ContactName?) async throws {
    let erase = Command.eraseContact(program: program, name: try #require(name))
    guard case .contactErased(let conversions) = try await store.perform(erase) else { throw UnexpectedOutcome() }
    #expect(conversions == 1)
    let sale = try await recorded(.sale, "A-1")
    #expect(sale.customerEmail.isEmpty && sale.customerExternalID.isEmpty && sale.commissions.count == 1)
    await expectMissing { try await self.store.perform(erase) }
    try await expectConsistent()
  }

  @Test func theDatabaseHasTheShapeOfANewOne() throws {
    func shape(_ store: SQLiteStore) throws -> [String] {
      try store.pool.read { database in
        let tables = try String.fetchAll(
          database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        let indexes = try String.fetchAll(
          database, sql: "SELECT name || ' ' || sql FROM sqlite_schema WHERE type = 'index' AND sql <> '' ORDER BY name"
        )
        return try indexes
          + tables.flatMap { table in try database.columns(in: table).map { "\(table).\($0.name) \($0.type)" } }
      }
    }
    let new = try OpenStore()
    #expect(try shape(store) == shape(new.store))
  }
}
