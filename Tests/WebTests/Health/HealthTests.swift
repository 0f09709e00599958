import Store
import Testing

@testable import Web

@Suite("Health") struct HealthTests {
  @Test func `the process answers whatever the store does, and is ready as long as that takes commands`() async throws {
    try await withWeb { web in
      #expect(try await web.get("/healthz").status == 200)
      #expect(try await web.get("/readyz").status == 200)
      #expect(try await web.request("HEAD", "/readyz").status == 200)
      await web.store.drain()
      #expect(try await web.get("/healthz").status == 200)
      let ready = try await web.get("/readyz")
      #expect(ready.status == 503 && ready["cache-control"] == "no-store")
    }
  }
}
