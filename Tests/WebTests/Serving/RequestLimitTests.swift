import NIOCore
import PartnerProgram
import Testing

@testable import Web

@Suite("Limits of requests") struct RequestLimitTests {
  /// Limits of which only those that a test is about can be met on a slow machine.
  private func limits(_ change: (inout WebLimits) -> Void) -> WebLimits {
    var limits = WebLimits()
    limits.readTimeout = .minutes(5)
    limits.idleTimeout = .minutes(5)
    change(&limits)
    return limits
  }

  private func refused(_ web: TestWeb, _ reason: StaticString) -> Int {
    web.services.metrics.count(of: .requestsRefused, reason: reason)
  }

  /// The answer to a request, and what comes behind it until the server closes the connection in order.
  private func lastAnswer(_ web: TestWeb, to request: String) async throws -> Answer {
    let connection = try await web.connect()
    try await connection.send(request)
    let answer = try await connection.answer()
    #expect(answer["connection"] == "close")
    #expect(try await connection.remainder() == [])
    await connection.close()
    return answer
  }

  @Test func `headers may be so large and no larger`() async throws {
    try await withWeb(.testRoutes(limits: limits { $0.headerBytes = 2_000 })) { web in
      let fits = try await web.get("/client", headers: [("x", String(repeating: "a", count: 1_500))])
      #expect(fits.status == 200)
      let large = "GET /client HTTP/1.1\r\nhost: a\r\nx: \(String(repeating: "a", count: 2_000))\r\n\r\n"
      #expect(try await lastAnswer(web, to: large).status == 431)
      // The client is told while it still sends.
      let endless = "GET /client HTTP/1.1\r\nhost: a\r\nx: \(String(repeating: "a", count: 100_000))"
      #expect(try await lastAnswer(web, to: endless).status == 431)
      #expect(refused(web, "headers_too_large") == 2)
    }
  }

  @Test func `header fields may be so many and no more`() async throws {
    try await withWeb(.testRoutes(limits: limits { $0.headerFields = 10 })) { web in
      let request = { (count: Int) in
        "GET /client HTTP/1.1\r\nhost: a\r\n" + String(repeating: "x: y\r\n", count: count) + "\r\n"
      }
      let connection = try await web.connect()
      try await connection.send(request(9))
      #expect(try await connection.answer().status == 200)
      await connection.close()
      #expect(try await lastAnswer(web, to: request(10)).status == 431)
    }
  }

  @Test func `a target may be so long and no longer`() async throws {
    try await withWeb(.testRoutes(limits: limits { $0.targetBytes = 100 })) { web throws in
      let target = { (length: Int) in "/client?" + String(repeating: "a", count: length - 8) }
      #expect(try await web.get(target(100)).status == 200)
      #expect(try await lastAnswer(web, to: "GET \(target(101)) HTTP/1.1\r\nhost: a\r\n\r\n").status == 414)
      #expect(refused(web, "target_too_long") == 1)
    }
  }

  @Test func `a body that says that it is too large is not read`() async throws {
    try await withWeb(.testRoutes(limits: limits { $0.bodyBytes = 100 }, echoLimit: 1_000)) { web throws in
      #expect(try await web.request("POST", "/echo", body: Array(repeating: 65, count: 100)).body.count == 100)
      let head = "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: "
      #expect(try await lastAnswer(web, to: head + "101\r\n\r\n").status == 413)
      #expect(try await lastAnswer(web, to: head + "101\r\nexpect: 100-continue\r\n\r\n").status == 413)
      #expect(refused(web, "body_too_large") == 2)
    }
  }

  @Test func `a body that turns out to be too large is answered while it arrives, without a reset`() async throws {
    try await withWeb(.testRoutes(echoLimit: 1_000)) { web in
      let chunk = "1000\r\n" + String(repeating: "a", count: 0x1000) + "\r\n"
      let request = "POST /echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n"
      let answer = try await lastAnswer(web, to: request + String(repeating: chunk, count: 200))
      #expect(answer.status == 413)
      #expect(refused(web, "body_too_large") == 1)
    }
  }

  @Test func `the bodies of all requests share a memory`() async throws {
    try await withWeb(.testRoutes(limits: limits { $0.bodyBytesInFlight = 1_000 })) { web in
      let first = try await web.connect()
      try await first.send(
        "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 800\r\n\r\n" + String(repeating: "a", count: 700))
      // The first body is in memory when it leaves no room for the second.
      try await eventually {
        try await web.request("POST", "/echo", body: Array(repeating: 65, count: 400)).status == 503
      }
      #expect(refused(web, "body_memory") >= 1)
      try await first.send(String(repeating: "a", count: 100))
      #expect(try await first.answer().body.count == 800)
      await first.close()
      try await eventually {
        try await web.request("POST", "/echo", body: Array(repeating: 65, count: 1_000)).status == 200
      }
    }
  }

  @Test func `requests beyond those that may be in flight are told to come again`() async throws {
    let gate = Gate()
    try await withWeb(.testRoutes(gate: gate, limits: limits { $0.requestsInFlight = 2 })) { web in
      var waiting: [RawConnection] = []
      for _ in 0..<2 {
        let connection = try await web.connect()
        try await connection.send("GET /wait HTTP/1.1\r\nhost: a\r\n\r\n")
        waiting.append(connection)
      }
      await gate.arrivals(2)
      let answer = try await web.get("/client")
      #expect(answer.status == 503 && answer["retry-after"] == "1")
      #expect(refused(web, "overloaded") == 1)
      gate.open()
      for connection in waiting {
        #expect(try await connection.answer().text == "waited\n")
        await connection.close()
      }
      try await eventually { try await web.get("/client").status == 200 }
    }
  }

  @Test func `links and pixels are answered however many requests wait`() async throws {
    let gate = Gate()
    var options = TestWeb.Options.testRoutes(gate: gate, limits: limits { $0.requestsInFlight = 1 })
    let testRoutes = options.routes
    options.routes = { router, services in
      testRoutes?(router, services)
      router.addRoutes(services)
    }
    try await withWeb(options) { web in
      let shop = try await BrowserShop(on: web)
      let waiting = try await web.connect()
      try await waiting.send("GET /wait HTTP/1.1\r\nhost: a\r\n\r\n")
      await gate.arrivals(1)
      #expect(try await web.get("/client").status == 503)
      #expect(try await web.get("/t?p=anna").status == 302)
      #expect(try await web.get("/pixel.gif?order_id=1").body == PixelImage.bytes)
      gate.open()
      #expect(try await waiting.answer().status == 200)
      await waiting.close()
      try await shop.settle()
      #expect(try await shop.figures().visits == 1)
      #expect(try await shop.claims().count == 1)
    }
  }

  @Test func `a flood of pipelined requests is cut short, and those before it are answered`() async throws {
    let gate = Gate()
    try await withWeb(.testRoutes(gate: gate, limits: limits { $0.pipelinedRequests = 3 })) { web in
      let connection = try await web.connect()
      let request = "GET /wait HTTP/1.1\r\nhost: a\r\n\r\n"
      try await connection.send(String(repeating: request, count: 10_000))
      await gate.arrivals(1)
      gate.open()
      for number in 1...3 {
        let answer = try await connection.answer()
        #expect(answer.status == 200 && (answer["connection"] == "close") == (number == 3))
      }
      #expect(try await connection.remainder() == [])
      await connection.close()
      #expect(web.services.metrics.count(of: .connectionsClosed, reason: "pipelined") == 1)
    }
  }

  @Test func `connections beyond those that may be open are closed`() async throws {
    try await withWeb(.testRoutes(limits: limits { $0.connections = 2 })) { web in
      var open: [RawConnection] = []
      for _ in 0..<2 {
        let connection = try await web.connect()
        try await connection.send("GET /client HTTP/1.1\r\nhost: a\r\n\r\n")
        #expect(try await connection.answer().status == 200)
        open.append(connection)
      }
      let third = try await web.connect()
      try? await third.send("GET /client HTTP/1.1\r\nhost: a\r\n\r\n")
      await #expect(throws: RawConnection.Failure.self) { try await third.answer() }
      await third.close()
      #expect(web.services.metrics.count(of: .connectionsClosed, reason: "too_many_connections") == 1)
      for connection in open { await connection.close() }
      try await eventually { await (try? web.get("/client"))?.status == 200 }
    }
  }
}
