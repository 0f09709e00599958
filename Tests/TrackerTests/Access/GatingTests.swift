import TTRPC
import Testing
import TributaryClient

@Suite("What a plan does not have") struct GatingTests {
  @Test func `cannot be made with plan starter, and says which plan can`() async throws {
    try await withShop { shop in
      try await shop.updateAccount(plan: .starter)
      let calls: [(String, () async throws -> Void)] = [
        (
          "program",
          {
            _ = try await shop.owner.call(
              ProgramsService.createProgram, CreateProgramRequest(program: Program(slug: "cups", currency: "USD")))
          }
        ),
        (
          "partner",
          {
            _ = try await shop.root.call(
              ProgramsService.createPartner, CreatePartnerRequest(partner: Partner(program: "mugs", code: "zoe")))
          }
        ),
        ("coupon", { try await shop.makeCoupon("NEW", of: "anna") }),
        ("campaign", { try await shop.makeCampaign("new", "https://shop.example.com/") }),
        ("commission", { try await shop.setCommission(CommissionRule(), sku: "MUG") }),
      ]
      for (what, call) in calls {
        let refusal = await expectRefusal(.failedPrecondition) { try await call() }
        for part in [what, "plan plus", "acme", "starter"] {
          #expect(refusal?.message.contains(part) == true, "\(what): \(String(describing: refusal))")
        }
      }
      try await shop.updateAccount(plan: .plus)
      for (_, call) in calls { try await call() }
    }
  }

  @Test func `never keeps events from being recorded, and SubIDs are there after the upgrade`() async throws {
    try await withShop { shop in
      try await shop.updateAccount(plan: .starter, partnerCenter: false)
      try await shop.convert(shop.sale("A-1", evidence: shop.evidence(subID: "mail")))
      #expect(try await shop.balances().map(\.pendingMinor) == [1_000])
      let days = try await shop.report(keys: [.day])
      #expect(days.rows.map(\.sales) == [1])
      #expect(try await shop.report("").rows.map(\.partner) == ["anna"])
      for keys: [ReportKey] in [[], [.subId], [.day, .subId]] {
        let refusal = await expectRefusal(.failedPrecondition) { try await shop.report(keys: keys) }
        #expect(refusal?.message == "a report by SubID needs plan pro or above (account acme has plan starter)")
      }
      try await shop.updateAccount(plan: .pro, partnerCenter: false)
      #expect(try await shop.report().rows.map(\.subId) == ["mail"])
    }
  }

  @Test func `includes the pixel below plan pro`() async throws {
    try await withShop { shop in
      let request = GetPixelSnippetRequest(program: "mugs")
      for plan in [Plan.starter, .plus] {
        try await shop.updateAccount(plan: plan)
        let refusal = await expectRefusal(.failedPrecondition) {
          try await shop.cart.call(TrackingService.getPixelSnippet, request)
        }
        #expect(refusal?.message.contains("plan pro") == true)
      }
      try await shop.updateAccount(plan: .enterprise)
      #expect(try await !shop.cart.call(TrackingService.getPixelSnippet, request).html.isEmpty)
    }
  }

  @Test(arguments: [Plan.plus, .pro], [(false, false), (false, true), (true, false), (true, true)])
  func `and each other thing that a partner's own SubID report needs is named`(
    plan: Plan, opened: (center: Bool, access: Bool)
  ) async throws {
    try await withShop { shop in
      try await shop.click(subID: "mail")
      let reader = try shop.server.connect(key: try await shop.reportKey(partner: "anna").secret)
      try await shop.updateAccount(plan: plan, partnerCenter: opened.center)
      try await shop.update(Partner(program: "mugs", code: "anna", partnerCenterAccess: opened.access))
      let request = GetPartnerReportRequest(program: "mugs")
      let needed = [
        "plan pro or above": plan == .pro, "an enabled partner center": opened.center,
        "access to the partner center granted to partner anna": opened.access,
      ]
      if needed.values.allSatisfy(\.self) {
        let rows = try await reader.call(TrackingService.getPartnerReport, request).rows
        #expect(rows.map(\.subId) == ["mail"])
      } else {
        let refusal = await expectRefusal(.failedPrecondition) {
          try await reader.call(TrackingService.getPartnerReport, request)
        }
        for (thing, isThere) in needed {
          #expect(refusal?.message.contains(thing) == !isThere, "\(thing): \(String(describing: refusal))")
        }
      }
      // Without SubIDs neither is needed.
      let days = try await reader.call(
        TrackingService.getPartnerReport, GetPartnerReportRequest(program: "mugs", keys: [.day]))
      #expect(days.rows.map(\.visits) == [1])
    }
  }
}
