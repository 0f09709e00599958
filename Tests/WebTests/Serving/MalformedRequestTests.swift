import Testing

@testable import Web

@Suite("Requests that break the rules of HTTP") struct MalformedRequestTests {
  @Test(arguments: [
    "GET /client HTTP/1.1\r\n\r\n", "GET /client HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n", "nonsense\r\n\r\n",
    "GET /client HTTP/1.1\r\nhost: a/b\r\n\r\n", "GET /client HTTP/1.1\r\nhost: a@b\r\n\r\n",
    "GET /client HTTP/1.1\r\nhost: a b\r\n\r\n", "GET /client HTTP/1.1\r\nhost: \u{E4}\r\n\r\n",
    "GET /client HTTP/9.9\r\nhost: a\r\n\r\n", "GET /client HTTP/1.1\r\nhost : a\r\n\r\n",
    "GET /client HTTP/1.1\r\nhost: a\r\nx: \u{0}\r\n\r\n",
    "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
    "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n",
    "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST /echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}",
  ])
  func `get one answer, 400, and the end of the connection`(request: String) async throws {
    try await withWeb(.testRoutes()) { web in
      let connection = try await web.connect()
      // A second request that were taken for one would be one that somebody has smuggled in.
      try await connection.send(request + "GET /client HTTP/1.1\r\nhost: a\r\n\r\n")
      let answer = try await connection.answer()
      #expect(answer.status == 400 && answer["connection"] == "close")
      #expect(try await connection.remainder() == [])
      await connection.close()
      #expect(try await web.get("/client").status == 200)
    }
  }

  @Test func `do not disturb the answers to those before them`() async throws {
    let gate = Gate()
    try await withWeb(.testRoutes(gate: gate)) { web in
      let connection = try await web.connect()
      try await connection.send("GET /wait HTTP/1.1\r\nhost: a\r\n\r\n")
      await gate.arrivals(1)
      try await connection.send("nonsense\r\n\r\n")
      try await eventually { web.services.metrics.count(of: .requestsRefused, reason: "malformed") == 1 }
      gate.open()
      #expect(try await connection.answer().text == "waited\n")
      #expect(try await connection.remainder() == [])
      await connection.close()
    }
  }

  @Test func `of an older version are answered, and their connection ends`() async throws {
    try await withWeb(.testRoutes()) { web in
      let connection = try await web.connect()
      try await connection.send("GET /client HTTP/1.0\r\n\r\n")
      let answer = try await connection.answer()
      #expect(answer.status == 200 && answer["connection"] == "close")
      #expect(try await connection.remainder() == [])
      await connection.close()
    }
  }

  @Test func `that would like to change the protocol are answered in this one`() async throws {
    try await withWeb(.testRoutes()) { web in
      let connection = try await web.connect()
      try await connection.send(
        "GET /client HTTP/1.1\r\nhost: a\r\nconnection: upgrade, http2-settings\r\nupgrade: h2c\r\n"
          + "http2-settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n")
      let answer = try await connection.answer()
      #expect(answer.status == 200 && answer["connection"] == "close")
      #expect(try await connection.remainder() == [])
      await connection.close()
    }
  }

  @Test func `a client that waits for leave to send its body gets it`() async throws {
    try await withWeb(.testRoutes()) { web in
      let connection = try await web.connect()
      try await connection.send("POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\nexpect: 100-continue\r\n\r\n")
      #expect(try await connection.answer().status == 100)
      try await connection.send("body")
      #expect(try await connection.answer().text == "body")
      await connection.close()
    }
  }

  @Test func `a client of an older version is not told to go on, whatever it says`() async throws {
    try await withWeb(.testRoutes()) { web in
      let connection = try await web.connect()
      try await connection.send("POST /echo HTTP/1.0\r\ncontent-length: 4\r\nexpect: 100-continue\r\n\r\nbody")
      let answer = try await connection.answer()
      #expect(answer.status == 200 && answer.text == "body")
      #expect(try await connection.remainder() == [])
      await connection.close()
    }
  }

  @Test func `white space around a host or a length is no part of it`() async throws {
    try await withWeb(.testRoutes()) { web in
      let connection = try await web.connect()
      for host in ["a", "a:80 ", "\t[::1]:80 \t", ""] {
        try await connection.send("POST /echo HTTP/1.1\r\nhost: \(host)\r\ncontent-length: 4 \r\n\r\nbody")
        #expect(try await connection.answer().text == "body")
      }
      await connection.close()
    }
  }

  @Test func `a client that has finished sending gets its whole answer`() async throws {
    try await withWeb(.testRoutes()) { web in
      let connection = try await web.connect()
      try await connection.send("GET /large HTTP/1.1\r\nhost: a\r\n\r\n")
      try await connection.finishSending()
      #expect(try await connection.answer().body.count == 4 << 20)
      #expect(try await connection.remainder() == [])
      await connection.close()
    }
  }

  @Test func `a body that nobody read does not become a request`() async throws {
    try await withWeb(.testRoutes()) { web in
      let connection = try await web.connect()
      let inner = "GET /client HTTP/1.1\r\nhost: a\r\n\r\n"
      try await connection.send(
        "POST /ignore HTTP/1.1\r\nhost: a\r\ncontent-length: \(inner.utf8.count)\r\n\r\n\(inner)"
          + "GET /client HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
      #expect(try await connection.answer().text == "ignored\n")
      #expect(try await connection.answer().text == "127.0.0.1 false false\n")
      #expect(try await connection.remainder() == [])
      await connection.close()
    }
  }
}
