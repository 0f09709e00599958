import NIOCore
import Testing

@testable import Web

@Suite("Slow clients") struct SlowClientTests {
  private func limits(_ change: (inout WebLimits) -> Void) -> WebLimits {
    var limits = WebLimits()
    change(&limits)
    return limits
  }

  /// Sends one byte after the other until the server has closed the connection, but no longer than two minutes.
  private func drip(_ connection: RawConnection) async {
    let deadline = ContinuousClock.now + .seconds(120)
    while connection.channel.isActive, ContinuousClock.now < deadline {
      guard (try? await connection.send("a")) != nil else { break }
      try? await Task.sleep(for: .milliseconds(5))
    }
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\nhost: a\r\nx: ", "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 99999\r\n\r\n",
  ])
  func `are closed although they go on sending`(beginning: String) async throws {
    try await withWeb(.testRoutes(limits: limits { $0.readTimeout = .milliseconds(200) })) { web in
      let connection = try await web.connect()
      try await connection.send(beginning)
      await drip(connection)
      #expect(web.services.metrics.count(of: .connectionsClosed, reason: "read") == 1)
      await connection.close()
    }
  }

  @Test func `do not hold up others on the same event loop`() async throws {
    try await withWeb(.testRoutes(limits: limits { $0.readTimeout = .seconds(60) })) { web in
      var slow: [RawConnection] = []
      for _ in 0..<50 {
        let connection = try await web.connect()
        try await connection.send("POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nab")
        slow.append(connection)
      }
      #expect(try await web.request("POST", "/echo", body: Array("fast".utf8)).text == "fast")
      for connection in slow {
        try await connection.send("cde")
        #expect(try await connection.answer().text == "abcde")
        await connection.close()
      }
    }
  }

  @Test func `that never read are closed`() async throws {
    try await withWeb(.testRoutes(limits: limits { $0.writeStallTimeout = .milliseconds(200) })) { web in
      let connection = try await web.connect(reads: false)
      // The answers are more than what the systems of both sides buffer.
      try await connection.send(String(repeating: "GET /large HTTP/1.1\r\nhost: a\r\n\r\n", count: 8))
      try await eventually { web.services.metrics.count(of: .connectionsClosed, reason: "write_stall") == 1 }
      await connection.close()
    }
  }

  @Test func `that send nothing are closed in order`() async throws {
    try await withWeb(.testRoutes(limits: limits { $0.idleTimeout = .milliseconds(100) })) { web in
      let connection = try await web.connect()
      #expect(try await connection.remainder() == [])
      await connection.close()
      #expect(web.services.metrics.count(of: .connectionsClosed, reason: "idle") == 1)
    }
  }

  @Test func `that send nothing more are closed in order`() async throws {
    try await withWeb(.testRoutes(limits: limits { $0.idleTimeout = .seconds(10) })) { web in
      let connection = try await web.connect(sending: "GET /client HTTP/1.1\r\nhost: a\r\n\r\n")
      #expect(try await connection.answer().status == 200)
      #expect(try await connection.remainder() == [])
      await connection.close()
      #expect(web.services.metrics.count(of: .connectionsClosed, reason: "idle") == 1)
    }
  }

  @Test func `that keep their end of an ended connection open are left`() async throws {
    try await withWeb(.testRoutes(limits: limits { $0.lingerTimeout = .milliseconds(100) })) { web in
      let connection = try await web.connect()
      try await connection.send("GET /client HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
      #expect(try await connection.answer()["connection"] == "close")
      #expect(try await connection.remainder() == [])
      try await eventually { web.services.metrics.count(of: .connectionsClosed, reason: "linger") == 1 }
      await connection.close()
    }
  }
}
