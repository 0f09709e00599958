import Testing

@testable import Web

@Suite struct ServingTests {
  @Test func answersOnAPortOfTheSystemsChoice() async throws {
    try await withWeb { web in
      let answer = try await web.get("/healthz")
      #expect(answer.status == 200 && answer.text == "ok\n")
      #expect(answer["server"] == nil)
    }
  }

  @Test func aConnectionCarriesManyRequests() async throws {
    try await withWeb { web in
      let connection = try await web.connect()
      for _ in 1...3 {
        try await connection.send("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n")
        let answer = try await connection.answer()
        #expect(answer.status == 200 && answer["connection"] == nil)
      }
      await connection.close()
    }
  }
}
