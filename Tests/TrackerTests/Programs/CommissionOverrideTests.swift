import TTRPC
import Testing
import TributaryClient

@Suite("Overrides of a commission") struct CommissionOverrideTests {
  private func list(_ shop: Shop) async throws -> [CommissionOverride] {
    try await shop.owner.call(
      ProgramsService.listCommissionOverrides, ListCommissionOverridesRequest(program: "mugs")
    ).commissionOverrides
  }

  @Test func `are set, take each other's place, are listed in order and ended`() async throws {
    try await withShop { shop in
      func override(_ partner: String, _ sku: String, _ rate: Int32) -> CommissionOverride {
        CommissionOverride(
          program: "mugs", partner: partner, sku: sku, commission: CommissionRule(saleRateE4: rate))
      }
      for rate: Int32 in [1, 2] {
        for (partner, sku) in [("ben", ""), ("anna", "b:c"), ("", "b"), ("anna", ""), ("", "a")] {
          let made = try await shop.setCommission(CommissionRule(saleRateE4: rate), partner: partner, sku: sku)
          #expect(made == override(partner, sku, rate))
        }
      }
      let all = [
        override("", "a", 2), override("", "b", 2), override("anna", "", 2), override("anna", "b:c", 2),
        override("ben", "", 2),
      ]
      #expect(try await list(shop) == all)
      let end = DeleteCommissionOverrideRequest(program: "mugs", partner: "anna", sku: "b:c")
      let ended = try await shop.owner.call(ProgramsService.deleteCommissionOverride, end)
      #expect(ended.commissionOverride == all[3])
      await expectRefusal(.notFound, "commission_override") {
        try await shop.owner.call(ProgramsService.deleteCommissionOverride, end)
      }
      await expectRefusal(.notFound, "partner") {
        try await shop.owner.call(
          ProgramsService.deleteCommissionOverride, DeleteCommissionOverrideRequest(program: "mugs", partner: "no"))
      }
      #expect(try await list(shop) == all.filter { $0 != all[3] })
    }
  }
}
