import TTRPC
import Testing
import TributaryClient

@Suite("Keys that sign pixels") struct PixelKeyTests {
  private func rotate(_ shop: Shop) async throws -> RotatePixelKeyResponse {
    try await shop.owner.call(ProgramsService.rotatePixelKey, RotatePixelKeyRequest(program: "mugs"))
  }

  /// The keys that verify a pixel of the shop's, newest first.
  private func live(_ shop: Shop) -> [RotatePixelKeyResponse] {
    shop.pixelKeys().map { RotatePixelKeyResponse(id: $0.id, secret: $0.secret) }
  }

  @Test func `are told when they are made, and stay good until the next but one`() async throws {
    try await withShop { shop in
      let first = try #require(live(shop).first)
      let second = try await rotate(shop)
      #expect(live(shop) == [second, first])
      let third = try await rotate(shop)
      #expect(live(shop) == [third, second] && Set([first, second, third].map(\.secret)).count == 3)
      await expectRefusal(.notFound, "program") {
        try await shop.owner.call(ProgramsService.rotatePixelKey, RotatePixelKeyRequest(program: "gums"))
      }
    }
  }

  @Test func `need plan pro`() async throws {
    try await withShop { shop in
      let before = live(shop)
      for (plan, name) in [(Plan.starter, "starter"), (.plus, "plus")] {
        try await shop.updateAccount(plan: plan)
        let refusal = await expectRefusal(.failedPrecondition) { try await rotate(shop) }
        #expect(refusal?.message == "a key for pixels needs plan pro or above (account acme has plan \(name))")
      }
      #expect(live(shop) == before)
      try await shop.updateAccount(plan: .enterprise)
      _ = try await rotate(shop)
    }
  }
}
