import Store
import TTRPC
import Testing
import TributaryClient

@Suite("A store that was closed") struct StoppedStoreTests {
  @Test func `makes every call unavailable that needs it, and no other`() async throws {
    try await withShop { shop in
      try await shop.click()
      await shop.server.store.drain()
      await expectRefusal(.unavailable) { try await shop.click() }
      await expectRefusal(.unavailable) { try await shop.convert(shop.sale("A-1")) }
      await expectRefusal(.unavailable) { try await shop.report() }
      await expectRefusal(.unavailable) {
        try await shop.root.call(ProgramsService.createAccount, CreateAccountRequest(account: Account(slug: "new")))
      }
      await expectRefusal(.unavailable) {
        try await shop.root.call(ProgramsService.listAccounts, ListAccountsRequest())
      }
      let health = try await shop.root.call(HealthService.check, HealthCheckRequest())
      #expect(health.status == .serving)
    }
  }
}
