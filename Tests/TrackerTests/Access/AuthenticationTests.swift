import NIOCore
import TTRPC
import Testing
import TributaryClient

@Suite("Authentication") struct AuthenticationTests {
  /// Expects that every method refuses calls with this metadata, and is not led to look at the message.
  private func expectUnauthenticated(_ metadata: Metadata, _ server: TestServer) async throws {
    let connection = try server.connect(metadata: metadata)
    for method in EveryMethod.all {
      for payload in [try method.payload("new", "none"), [0xFF]] {
        await expectRefusal(.unauthenticated, nil, "\(method.name) \(metadata.pairs)") {
          try await connection.call(method.service, method.name, payload: payload)
        }
      }
    }
  }

  @Test func `needs a key`() async throws {
    try await withShop { shop in
      try await expectUnauthenticated([:], shop.server)
      try await expectUnauthenticated(["authorisation": "Bearer \(shop.server.adminKey)"], shop.server)
    }
  }

  @Test func `needs a key that the server knows, in the form that it knows`() async throws {
    try await withShop { shop in
      let key = shop.server.adminKey
      for value in [
        "", "Bearer", "Bearer ", key, "Basic \(key)", "Bearer\(key)", "Bearer  \(key)", "Bearer \(key) ",
        "Bearer \(key.dropLast())", "Bearer \(key)x", "Bearer \(key.uppercased())", "Bearer tk__", "Bearer ключ",
        "Bearer \(String(repeating: "k", count: 128))", "Bearer \(String(repeating: "k", count: 129))",
        "Bearer \(String(repeating: "k", count: 100_000))",
      ] {
        try await expectUnauthenticated(["authorization": value], shop.server)
      }
    }
  }

  @Test func `takes the scheme and the name of the header in capitals too`() async throws {
    try await withShop { shop in
      for (name, scheme) in [("authorization", "bearer"), ("Authorization", "BEARER"), ("AUTHORIZATION", "Bearer")] {
        let connection = try shop.server.connect(metadata: [name: "\(scheme) \(shop.server.adminKey)"])
        _ = try await connection.call(ProgramsService.listAccounts, ListAccountsRequest())
      }
    }
  }

  @Test func `is of each call, not of the connection`() async throws {
    try await withShop { shop in
      let first = try shop.server.connect(key: shop.server.adminKey)
      _ = try await first.call(ProgramsService.listAccounts, ListAccountsRequest())
      for key in ["", "Bearer nonsense"] {
        await expectRefusal(.unauthenticated) {
          try await first.client.call(
            service: ProgramsService.name, method: ProgramsService.listAccounts.name, payload: ByteBuffer(),
            metadata: key.isEmpty ? [:] : ["authorization": key])
        }
      }
      _ = try await first.call(ProgramsService.listAccounts, ListAccountsRequest())
    }
  }

  @Test func `does not repeat the key in what it answers`() async throws {
    try await withShop { shop in
      let connection = try shop.server.connect(key: "tk_secret_nobody_should_see")
      let refusal = await expectRefusal(.unauthenticated) {
        try await connection.call(ProgramsService.listAccounts, ListAccountsRequest())
      }
      #expect(refusal?.message.contains("nobody_should_see") == false)
    }
  }
}
