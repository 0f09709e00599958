import TTRPC
import Testing
import TributaryClient

@Suite("Health check") struct HealthTests {
  @Test(arguments: ["", "grpc.health.v1.Health", "tributary.v1.Tracking", "tributary.v1.Programs"])
  func `needs no key and answers for every service`(service: String) async throws {
    try await withServer { server in
      let connection = try server.connect(key: nil)
      let reply = try await connection.call(HealthService.check, HealthCheckRequest(service: service))
      #expect(reply.status == .serving)
    }
  }

  @Test func `does not know other services`() async throws {
    try await withServer { server in
      let connection = try server.connect(key: nil)
      for service in ["tributary.v1.Trackin", "x", String(repeating: "e\u{301}", count: 200_000)] {
        let refusal = await expectRefusal(.notFound, "service") {
          try await connection.call(HealthService.check, HealthCheckRequest(service: service))
        }
        #expect((refusal?.message.utf8.count ?? 0) < 2_000)
      }
    }
  }

  @Test func `is the way to find out that a method or a service is not served`() async throws {
    try await withServer { server in
      let connection = try server.connect(key: nil)
      for (service, method) in [("tributary.v1.Tracking", "Nothing"), ("tributary.v1.Nothing", "RecordClick")] {
        await expectRefusal(.unimplemented) { try await connection.call(service, method, payload: []) }
      }
    }
  }
}
