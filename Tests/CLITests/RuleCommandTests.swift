import TTRPC
import Testing
import TributaryClient
@testable import TributaryConsole

/// Coupons, commission overrides, and what programs and partners have besides.
@Suite struct RuleCommandTests {
  @Test func aCouponIsMadeListedAndEnded() async throws {
    let coupon = Coupon(program: "shop", partner: "anna", code: "SPRING10", createdAtUs: noon)
    let made = await run(
      "coupon", "create", "spring10", "--partner", "anna", answer: always(CreateCouponResponse(coupon: coupon)))
    #expect(
      try #require(made.calls.first).decodedRequest(CreateCouponRequest.self).coupon
        == Coupon(program: "shop", partner: "anna", code: "spring10"))
    #expect(made.output == "Program  shop\nCoupon   SPRING10\nPartner  anna\nMade     2026-01-31T12:00:00Z\n")

    let list = await run("coupon", "list", "--format", "csv", answer: always(ListCouponsResponse(coupons: [coupon])))
    #expect(list.output == "program,code,partner,created_at\r\nshop,SPRING10,anna,2026-01-31T12:00:00Z\r\n")

    let ended = await run("coupon", "delete", "SPRING10", answer: always(DeleteCouponResponse(coupon: coupon)))
    #expect(
      try #require(ended.calls.first).decodedRequest(DeleteCouponRequest.self)
        == DeleteCouponRequest(program: "shop", code: "SPRING10"))
    #expect(ended.output == made.output)
  }

  /// A server with one override, in yen.
  private static let oneOverride: FakeServer.Answer = { call in
    switch call.method {
    case "GetProgram": encoded(GetProgramResponse(program: Program(slug: "shop", currency: "JPY")))
    case "ListCommissionOverrides":
      encoded(
        ListCommissionOverridesResponse(commissionOverrides: [
          CommissionOverride(
            program: "shop", partner: "anna", sku: "MUG",
            commission: CommissionRule(saleRateE4: 75_000, saleFlatMinor: 10))
        ]))
    case "SetCommissionOverride":
      encoded(
        SetCommissionOverrideResponse(
          commissionOverride: try? call.decodedRequest(SetCommissionOverrideRequest.self).commissionOverride))
    default:
      encoded(DeleteCommissionOverrideResponse(commissionOverride: CommissionOverride(program: "shop", sku: "MUG")))
    }
  }

  @Test func aNewRuleEarnsWhatIsNamedOnly() async throws {
    let outcome = await run("commission", "set", "--sku", "MUG", "--sale-flat", "50", answer: Self.oneOverride)
    #expect(outcome.status == 0)
    #expect(
      try #require(outcome.calls.last).decodedRequest(SetCommissionOverrideRequest.self).commissionOverride
        == CommissionOverride(program: "shop", sku: "MUG", commission: CommissionRule(saleFlatMinor: 50)))
  }

  @Test func ofARuleThatIsThereTheRestStays() async throws {
    var environment = usualEnvironment
    environment["TRIBUTARY_CURRENCY"] = "EUR"
    let outcome = await run(
      "commission", "set", "--sku", "MUG", "--partner", "anna", "--sale-flat", "50", environment: environment,
      answer: Self.oneOverride)
    #expect(
      try #require(outcome.calls.last).decodedRequest(SetCommissionOverrideRequest.self).commissionOverride
        == CommissionOverride(
          program: "shop", partner: "anna", sku: "MUG",
          commission: CommissionRule(saleRateE4: 75_000, saleFlatMinor: 50)))
    #expect(outcome.output.contains("Sale earns  7.5 %\nplus        50 JPY\n"))
  }

  @Test func rulesAreListedAndEnded() async throws {
    let list = await run("commission", "list", answer: Self.oneOverride)
    #expect(
      list.output == """
        Program  Partner  Product  Currency  Sale earns    plus  Lead earns
        ───────  ───────  ───────  ────────  ──────────  ──────  ──────────
        shop     anna     MUG      JPY            7.5 %  10 JPY       0 JPY

        """)
    let ended = await run("commission", "delete", "--sku", "MUG", answer: Self.oneOverride)
    #expect(
      try #require(ended.calls.last).decodedRequest(DeleteCommissionOverrideRequest.self)
        == DeleteCommissionOverrideRequest(program: "shop", sku: "MUG"))
  }

  @Test(arguments: [
    ["commission", "set", "--sale-rate", "5"], ["commission", "set", "--sku", "MUG"],
    ["commission", "set", "--sku", "MUG", "--lead-flat", "5"], ["commission", "delete"], ["coupon", "create", "X"],
    ["program", "create", "x", "--currency", "EUR", "--coupon-rule", "never"],
    ["program", "create", "x", "--currency", "EUR", "--tier-two-rate", "101"],
    ["contact", "show"], ["contact", "show", "--email", "a@b", "--external-id", "1"],
    ["explain", "A", "--kind", "sale", "--refund", "R"], ["explain", "A", "--kind", "order"],
    ["report", "--by", "partner,landing"],
  ])
  func aWrongCommandLineCallsNobody(_ arguments: [String]) async {
    let outcome = await run(arguments, answer: Self.oneOverride)
    #expect(outcome.status == ExitStatus.usage.rawValue)
    #expect(outcome.calls.isEmpty)
  }

  @Test func aProgramIsMadeWithEveryRule() async throws {
    let outcome = await run(
      ["program", "create", "mugs", "--currency", "KWD", "--window", "30", "--coupon-rule", "after-click"]
        + ["--touch", "first", "--contact", "ignored", "--contact-window", "90", "--cap", "1.5"]
        + ["--tier-two-rate", "10", "--first-orders", "1", "--click-retention", "400", "--addresses", "none"],
      answer: always(CreateProgramResponse(program: Program(slug: "mugs", currency: "KWD"))))
    #expect(outcome.status == 0)
    #expect(
      try #require(outcome.calls.first).decodedRequest(CreateProgramRequest.self).program
        == Program(
          slug: "mugs", currency: "KWD", timeZone: "UTC", windowDays: 30,
          commission: CommissionRule(capMinor: 1500, tierTwoRateE4: 100_000, firstOrders: 1),
          attribution: AttributionPolicy(coupon: .afterClick, touch: .first, contact: .ignored, contactWindowDays: 90),
          clickRetentionDays: 400, addressStorage: AddressStorage.none))
  }

  @Test func anUpdateKeepsTheRulesThatAreNotGiven() async throws {
    let present = Program(
      slug: "shop", currency: "EUR", timeZone: "UTC", windowDays: 30,
      commission: CommissionRule(saleRateE4: 1, capMinor: 2, tierTwoRateE4: 3, firstOrders: 4),
      attribution: AttributionPolicy(
        coupon: .ignored, touch: .first, contact: .unrecognized(9), contactWindowDays: 5),
      clickRetentionDays: 400, addressStorage: .full)
    let outcome = await run("program", "update", "shop", "--touch", "last", "--cap", "0") { call in
      call.method == "GetProgram"
        ? encoded(GetProgramResponse(program: present)) : encoded(UpdateProgramResponse(program: present))
    }
    var expected = present
    expected.attribution?.touch = .last
    expected.commission?.capMinor = 0
    #expect(try #require(outcome.calls.last).decodedRequest(UpdateProgramRequest.self).program == expected)
    #expect(outcome.output.contains("Coupons                ignored\n"))
    #expect(outcome.output.contains("Contact's referrer     unrecognized_9\n"))
  }

  @Test func aListOfProgramsFitsATableAndIsWholeOtherwise() async {
    let reply = ListProgramsResponse(programs: [Program(slug: "shop", currency: "EUR")])
    let table = await run("program", "list", answer: always(reply))
    #expect(!table.output.contains("First orders only"))
    let csv = await run("program", "list", "--format", "csv", answer: always(reply))
    #expect(csv.output.contains("created_at,cap,tier_two_rate_percent,first_orders,coupon_rule,touch,contact,"))
  }

  @Test func aPartnersParentIsSetKeptAndTakenAway() async throws {
    let present = Partner(program: "shop", code: "ben", name: "Ben", status: .active, parent: "anna")
    let answer: FakeServer.Answer = { call in
      call.method == "GetPartner"
        ? encoded(GetPartnerResponse(partner: present)) : encoded(UpdatePartnerResponse(partner: present))
    }
    func parent(after arguments: String...) async throws -> String? {
      let outcome = await run(["partner", "update", "ben"] + arguments, answer: answer)
      return try #require(outcome.calls.last).decodedRequest(UpdatePartnerRequest.self).partner?.parent
    }
    #expect(try await parent(after: "--name", "Benjamin") == "anna")
    #expect(try await parent(after: "--parent", "carla") == "carla")
    #expect(try await parent(after: "--parent", "") == "")
  }
}
