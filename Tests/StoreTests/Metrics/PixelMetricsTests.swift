import PartnerProgram
import Testing

@testable import Store

/// What the store counts of pixels, and of what a person confirms.
@Suite("Store metrics of pixels")
struct PixelMetricsTests {
  @Test func pixelsAndConfirmationsAreConversions() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    let before = open.store.metrics.commands
    try await shop.pixel("A-1", [1_000], isSigned: true)
    let claim = try await shop.pixel("A-2", [1_000]).claimID()
    try await shop.confirm(claim)
    #expect(open.store.metrics.commands[.conversion] == 3)
    #expect(open.store.metrics.commands[.catalogue] == before[.catalogue])
  }

  /// One that is recorded by its signature is flagged as one that the cart records.
  @Test func whatASignedPixelDoesNotEarnIsCountedByReason() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    try await shop.update(shop.alice, email: "alice@example.com")
    let click = try await shop.click(shop.alice)
    let alice = Customer(email: "alice@example.com")
    for _ in 0..<2 {
      let pixel = try await shop.pixel(
        "A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)], customer: alice, isSigned: true)
      #expect(try pixel.recorded().receipt.flag?.reason == .selfReferral)
    }
    #expect(open.store.metrics.flags == [.selfReferral: 1], "a reload is no other sale")
  }
}
