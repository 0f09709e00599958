import PartnerProgram
import Store
import Testing

@Suite("Reports")
struct ReportConformance {
  /// A shop with clicks under several SubIDs on several days and sales in two currencies.
  private func busyShop(_ store: any Store, timeZone: String = "UTC") async throws -> Shop {
    let shop = try await Shop(in: store, timeZone: timeZone)
    let lane = CollectingLane()
    var count = 0
    for day in 0..<5 {
      for number in 0..<(3 + day) {
        let time = Shop.start + (Int64(day) * Shop.day + Int64(number))
        try store.submit(
          shop.clickCommand(shop.alice, at: time, subID: number == 0 ? "" : "sub-\(number)"), ticket: Ticket(count),
          lane: lane)
        count += 1
      }
    }
    _ = await lane.outcomes(count)
    let click = try await shop.click(shop.alice, subID: "sub-1")
    for order in 0..<4 {
      try await shop.sale(
        "A-\(order)", [1_000], at: Shop.start + (Int64(order) * Shop.day + Shop.hour), [.click(click.clickID)],
        currency: order.isMultiple(of: 2) ? "EUR" : "USD")
    }
    return shop
  }

  @Test(
    arguments: Backend.allCases, [[], [.subID], [.day], [.subID, .day], [.day, .subID]] as [[ReportKey]])
  func pagesOfAnySizeMakeTheWhole(_ backend: Backend, _ keys: [ReportKey]) async throws {
    let open = try backend.make()
    let shop = try await busyShop(open.store)
    let whole = try await shop.report(shop.alice, keys: keys, rowLimit: 1_000)
    #expect(whole.nextPageToken == nil)
    #expect(whole.rows.count > 1)
    #expect(sums(of: whole.rows) == whole.totals)
    #expect(whole.rows == whole.rows.sorted { order($0, keys) < order($1, keys) })
    for size in [1, 2, 3, 7, whole.rows.count] {
      var rows: [ReportRow] = []
      var token: String?
      repeat {
        let page = try await shop.report(shop.alice, keys: keys, rowLimit: size, pageToken: token)
        #expect(page.totals == whole.totals)
        #expect(page.rows.count == size || page.nextPageToken == nil)
        rows += page.rows
        token = page.nextPageToken
      } while token != nil
      #expect(rows == whole.rows, "pages of \(size)")
    }
    try await shop.expectConsistent()
  }

  private func sums(of rows: [ReportRow]) -> [ReportRow] {
    var figures: [Currency: RollupDelta] = [:]
    var pending: [Currency: Int64] = [:]
    for row in rows {
      try? figures[row.currency, default: RollupDelta()] += row.figures
      pending[row.currency, default: 0] += row.pendingMinor
    }
    return figures.keys.sorted().map {
      ReportRow(
        partner: nil, subID: nil, day: nil, landingPage: nil, currency: $0, figures: figures[$0] ?? RollupDelta(),
        pendingMinor: pending[$0] ?? 0)
    }
  }

  private func order(_ row: ReportRow, _ keys: [ReportKey]) -> String {
    let values = keys.map { $0 == .subID ? row.subID?.text ?? "" : row.day?.description ?? "" }
    return (values + [row.currency.code]).joined(separator: "\u{1}")
  }

  @Test(arguments: Backend.allCases)
  func tokensSurviveWhatIsRecordedInBetween(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await busyShop(open.store)
    let first = try await shop.report(shop.alice, rowLimit: 2)
    #expect(first.rows.map { $0.subID?.text ?? "" } == ["", "sub-1"])
    try await shop.click(shop.alice, subID: "a new one before")
    try await open.reopen()
    let next = try await shop.moved(to: open.store).report(shop.alice, rowLimit: 2, pageToken: first.nextPageToken)
    #expect(next.rows.map { $0.currency.code } == ["USD", "USD"])
    #expect(next.rows.map { $0.subID?.text ?? "" } == ["sub-1", "sub-2"])
  }

  @Test(arguments: Backend.allCases)
  func daysAreThoseOfTheProgramsTimeZone(_ backend: Backend) async throws {
    let open = try backend.make()
    // 22:13 UTC is 23:13 in Berlin in winter: an hour later it is the next day there and not in UTC.
    let shop = try await busyShop(open.store, timeZone: "Europe/Berlin")
    let click = try await shop.click(shop.bob, at: Shop.start + Shop.hour)
    try await shop.lead("F-1", at: Shop.start + Shop.hour, [.click(click.clickID)])
    let rows = try await shop.report(shop.bob, keys: [.day]).rows
    #expect(rows.compactMap { $0.day?.description } == ["2023-11-15"])
    #expect(rows.map(\.figures.leads) == [1])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func aRangeOfDaysIsInclusive(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await busyShop(open.store)
    func days(_ from: String?, _ to: String?) async throws -> [String] {
      try await shop.report(
        shop.alice, keys: [.day], from: from.map { try #require(Day($0)) }, to: to.map { try #require(Day($0)) }
      ).rows.filter { $0.currency.code == "USD" }.compactMap { $0.day?.description }
    }
    #expect(try await days("2023-11-15", "2023-11-16") == ["2023-11-15", "2023-11-16"])
    #expect(try await days(nil, "2023-11-14") == ["2023-11-14"])
    #expect(try await days("2023-11-18", nil) == ["2023-11-18"])
    #expect(try await days("2023-11-16", "2023-11-15") == [])
    let range = try await shop.report(shop.alice, keys: [], from: Day("2023-11-15"), to: Day("2023-11-15"))
    #expect(range.totals.map(\.figures.visits) == [4])
  }

  @Test(arguments: Backend.allCases)
  func refusesWhatItCannotAnswer(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await busyShop(open.store)
    let token = try await #require(shop.report(shop.alice, rowLimit: 1).nextPageToken)
    await expectInvalid("page_size") { try await shop.report(shop.alice, rowLimit: 0) }
    await expectInvalid("page_size") { try await shop.report(shop.alice, rowLimit: 10_001) }
    await expectInvalid("keys") { try await shop.report(shop.alice, keys: [.day, .day]) }
    await expectInvalid("page_token") { try await shop.report(shop.alice, keys: [.day], pageToken: token) }
    await expectInvalid("page_token") { try await shop.report(shop.bob, pageToken: token) }
    for broken in ["", "x", "00", String(token.dropLast()), "ff" + token.dropFirst(2), token.uppercased() + "é"] {
      await expectInvalid("page_token") { try await shop.report(shop.alice, pageToken: broken) }
    }
  }

  @Test(arguments: Backend.allCases)
  func whatIsAcknowledgedIsInTheNextReport(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    for number in 1...50 {
      try await shop.click(shop.alice)
      #expect(try await shop.figures(shop.alice).visits == Int64(number))
    }
  }

  @Test(arguments: Backend.allCases)
  func aPartnerWithoutEventsHasAnEmptyReport(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let page = try await shop.report(shop.alice)
    #expect(page.rows.isEmpty && page.totals.isEmpty && page.nextPageToken == nil)
  }
}
