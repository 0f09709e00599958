import PartnerProgram
import Store
import Testing

@Suite("Reports by every key")
struct ReportKeysConformance {
  private static let pages = ["https://shop.example/", "https://shop.example/ü", ""]
  private static let allKeys: [[ReportKey]] = [
    [], [.subID], [.day], [.partner], [.landingPage], [.partner, .landingPage], [.landingPage, .partner],
    [.day, .partner, .subID], [.landingPage, .subID, .partner, .day],
  ]

  /// A shop with three partners, two landing pages, several days and SubIDs, holds and an adjustment.
  private func busyShop(_ store: any Store) async throws -> Shop {
    let shop = try await Shop(in: store, holdDays: 2)
    let partners = [shop.alice, shop.bob, try await shop.makePartner("AARON")]
    for number in 0..<24 {
      let time = Shop.start + Int64(number % 4) * Shop.day
      let click = try await shop.click(
        partners[number % 3], at: time, subID: number.isMultiple(of: 5) ? "mail" : "",
        landing: Self.pages[number % 7 % 3] + "?n=\(number)", isBot: number == 20)
      let evidence: [EvidenceSubmission] = [.click(click.clickID)]
      if number.isMultiple(of: 2) {
        try await shop.sale(
          "A-\(number)", [Int64(100 * number)], at: time + 1, evidence, currency: number == 12 ? "EUR" : nil)
      }
      if number == 8 { try await shop.refund("A-8", nil, nil, at: time + Shop.day) }
    }
    _ = try await shop.adjust("X", shop.bob, shop.money(-7))
    return shop
  }

  private func key(_ row: ReportRow, _ keys: [ReportKey], _ codes: [PartnerID: String]) -> [[UInt8]] {
    keys.map { key in
      switch key {
      case .partner: Array((row.partner.flatMap { codes[$0] } ?? "").utf8)
      case .subID: row.subID?.bytes ?? []
      case .landingPage: row.landingPage?.bytes ?? []
      case .day: Array((row.day?.description ?? "").utf8)
      }
    } + [Array(row.currency.code.utf8)]
  }

  @Test(arguments: Backend.allCases, allKeys)
  func pagesMakeTheWholeAndSumUpToTheTotals(_ backend: Backend, _ keys: [ReportKey]) async throws {
    let open = try backend.make()
    let shop = try await busyShop(open.store)
    let today = Shop.today + 3
    let partners = try await open.store.partners(program: shop.program.id, after: nil, limit: 10)
    let codes = Dictionary(uniqueKeysWithValues: partners.map { ($0.id, $0.code.text) })
    for partner in [nil, shop.bob] {
      for flagged in [false, true] {
        let whole = try await shop.report(
          partner, keys: keys, rowLimit: 1_000, today: today, includesFlagged: flagged)
        let sorted = whole.rows.sorted { left, right in
          key(left, keys, codes).lexicographicallyPrecedes(key(right, keys, codes)) {
            $0.lexicographicallyPrecedes($1)
          }
        }
        #expect(whole.rows == sorted && Set(whole.rows.map { key($0, keys, codes) }).count == whole.rows.count)
        for total in whole.totals {
          let rows = whole.rows.filter { $0.currency == total.currency }
          var figures = RollupDelta()
          for row in rows { try figures += row.figures }
          // Rows that are not told hold flagged figures only.
          let expected = flagged ? total.figures : total.figures.counted
          #expect((flagged ? figures : figures.counted) == expected)
          #expect(rows.map(\.pendingMinor).reduce(0, +) == total.pendingMinor)
        }
        for size in [1, 2, 5] {
          var rows: [ReportRow] = []
          var token: String?
          repeat {
            let page = try await shop.report(
              partner, keys: keys, rowLimit: size, pageToken: token, today: today, includesFlagged: flagged)
            #expect(page.totals == whole.totals && (page.rows.count == size || page.nextPageToken == nil))
            rows += page.rows
            token = page.nextPageToken
          } while token != nil
          #expect(rows == whole.rows, "pages of \(size)")
        }
      }
    }
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func rowsHoldTheirKeysOnly(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await busyShop(open.store)
    let byPartner = try await shop.report(nil, keys: [.partner]).rows
    let codes = byPartner.compactMap { $0.partner.flatMap(open.store.directory.partner)?.partner.code.text }
    #expect(codes == ["AARON", "ALICE", "ALICE", "BOB"], "ALICE in two currencies, in the order of the codes")
    #expect(byPartner.allSatisfy { $0.subID == nil && $0.day == nil && $0.landingPage == nil })
    let byPage = try await shop.report(shop.alice, keys: [.landingPage]).rows
    #expect(Set(byPage.map { $0.landingPage?.text ?? "" }) == Set(Self.pages), "without what follows the page")
    #expect(byPage.allSatisfy { $0.partner == nil })
    for row in byPartner where row.currency == shop.program.currency {
      let partner = try #require(row.partner.flatMap(open.store.directory.partner)?.partner)
      #expect(try await shop.figures(partner) == row.figures)
    }
    await expectInvalid("keys") { try await shop.report(nil, keys: [.partner, .day, .partner]) }
  }

  @Test(arguments: Backend.allCases)
  func aTokenIsForItsQueryOnly(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await busyShop(open.store)
    let token = try await #require(shop.report(nil, keys: [.partner], rowLimit: 1).nextPageToken)
    await expectInvalid("page_token") { try await shop.report(shop.alice, keys: [.partner], pageToken: token) }
    await expectInvalid("page_token") { try await shop.report(nil, keys: [.landingPage], pageToken: token) }
    await expectInvalid("page_token") {
      try await shop.report(nil, keys: [.partner], from: Shop.today, pageToken: token)
    }
    let other = try await Shop(in: open.store, name: "other")
    await expectInvalid("page_token") { try await other.report(nil, keys: [.partner], pageToken: token) }
    // The day on which it is asked changes what is pending, but not the rows.
    let next = try await shop.report(nil, keys: [.partner], rowLimit: 9, pageToken: token, today: Shop.today + 9)
    #expect(next.rows.count == 3)
  }

  /// Rows that only hold what was taken back, since their order is another's now, are as if they had never been.
  @Test(arguments: Backend.allCases)
  func rowsOfOrdersThatMovedAreNotTold(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let late = ClickID(rawValue: Shop.id())
    try await shop.makeCoupon("BOB10", of: shop.bob)
    let month = Shop.start + 30 * Shop.day
    try await shop.sale("A-1", [1_000], at: month, [.coupon("BOB10"), .partner(shop.bob), .click(late)])
    try await shop.sale("A-2", [1_000], at: month, [.click(late)])
    #expect(try await shop.report(shop.bob, keys: [.day]).rows.count == 1)
    try await shop.click(shop.bob, at: month - 1, subID: "mail", click: late)
    let rows = try await shop.report(nil, keys: [.partner, .subID]).rows
    #expect(rows.map { $0.subID?.text ?? "" } == ["mail"], "the row without SubID is gone")
    #expect(rows.map(\.figures.sales) == [2])
    #expect(try await shop.report(nil, keys: [.subID], includesFlagged: true).rows.count == 1)
    try await shop.expectConsistent()
  }
}

extension RollupDelta {
  /// The figures without those of what is kept and not counted.
  fileprivate var counted: RollupDelta {
    RollupDelta(
      visits: visits, uniqueVisits: uniqueVisits, leads: leads, sales: sales, refunds: refunds,
      revenueMinor: revenueMinor, commissionMinor: commissionMinor, reversedMinor: reversedMinor,
      adjustedMinor: adjustedMinor, paidMinor: paidMinor)
  }
}
