import TTRPC
import Testing
import TributaryClient

@Suite("Coupons") struct CouponTests {
  @Test func `are made in capitals, listed and ended`() async throws {
    try await withShop { shop in
      let made = try await shop.makeCoupon("Spring.20_x-1", of: "anna")
      let expected = Coupon(
        program: "mugs", partner: "anna", code: "SPRING.20_X-1", createdAtUs: TestClock.start)
      #expect(made == expected)
      await expectRefusal(.alreadyExists, "coupon.code") { try await shop.makeCoupon("spring.20_X-1", of: "ben") }
      let list = try await shop.owner.call(ProgramsService.listCoupons, ListCouponsRequest(program: "mugs"))
      #expect(list.coupons == [expected] && list.nextPageToken.isEmpty)
      try await shop.convert(shop.sale("A-1", evidence: Evidence(coupon: "SPRING.20_X-1")))

      let end = DeleteCouponRequest(program: "mugs", code: "SPRING.20_x-1")
      #expect(try await shop.owner.call(ProgramsService.deleteCoupon, end).coupon == expected)
      await expectRefusal(.notFound, "code") { try await shop.owner.call(ProgramsService.deleteCoupon, end) }
      let later = try await shop.convert(shop.sale("A-2", evidence: Evidence(coupon: "SPRING.20_X-1"))).receipt
      #expect(later?.candidates.map(\.verdict) == [.unknown])
      // What it decided stays, also when the order is decided again.
      let again = try await shop.convert(
        shop.sale("A-1", email: "carla@example.com", evidence: Evidence(coupon: "SPRING.20_X-1")))
      #expect(again.replayed && again.receipt?.partner == "anna" && again.receipt?.rule == .coupon)
      #expect(try await shop.makeCoupon("SPRING.20_X-1", of: "ben")?.partner == "ben")
    }
  }

  @Test func `are refused by the name of the field that is wrong`() async throws {
    try await withShop { shop in
      for code in ["", "a b", "ä", String(repeating: "C", count: 65)] {
        await expectRefusal(.invalidArgument, "coupon.code") { try await shop.makeCoupon(code, of: "anna") }
        await expectRefusal(.notFound, "code") {
          try await shop.owner.call(
            ProgramsService.deleteCoupon, DeleteCouponRequest(program: "mugs", code: code))
        }
      }
      await expectRefusal(.notFound, "partner") { try await shop.makeCoupon("NEW", of: "nobody") }
      let longest = try await shop.makeCoupon(String(repeating: "C", count: 64), of: "idle")
      #expect(longest?.code.count == 64)
    }
  }
}
