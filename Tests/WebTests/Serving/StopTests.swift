import NIOCore
import Synchronization
import TTRPC
import Testing

@testable import Web

@Suite("Stopping the server") struct StopTests {
  @Test func `answers what is here, and closes the rest in order`() async throws {
    let gate = Gate()
    try await withWeb(.testRoutes(gate: gate)) { web in
      let idle = try await web.connect()
      let used = try await web.connect()
      try await used.send("GET /client HTTP/1.1\r\nhost: a\r\n\r\n")
      #expect(try await used.answer().status == 200)
      let waiting = try await web.connect()
      try await waiting.send("GET /wait HTTP/1.1\r\nhost: a\r\n\r\n")
      await gate.arrivals(1)
      let half = try await web.connect()
      try await half.send("POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\nbo")
      let beginning = try await web.connect()
      try await beginning.send("GET /client HTT")
      // The server has seen what was sent on the connections before, once it has answered on one behind them.
      _ = try await web.get("/client")

      let server = web.server
      let stopping = Task { await server.stop(grace: .seconds(30)) }
      #expect(try await idle.remainder() == [])
      #expect(try await used.remainder() == [])
      try await half.send("dy")
      let echoed = try await half.answer()
      #expect(echoed.text == "body" && echoed["connection"] == "close")
      try await beginning.send("P/1.1\r\nhost: a\r\n\r\nGET /client HTTP/1.1\r\nhost: a\r\n\r\n")
      #expect(try await beginning.answer()["connection"] == "close")
      #expect(try await beginning.remainder() == [])
      gate.open()
      let waited = try await waiting.answer()
      #expect(waited.text == "waited\n" && waited["connection"] == "close")
      #expect(try await waiting.remainder() == [])
      #expect(try await half.remainder() == [])
      for connection in [idle, used, waiting, half, beginning] { await connection.close() }
      await stopping.value
      await #expect(throws: (any Error).self) { try await web.connect() }
    }
  }

  @Test func `answers a request that a client sends meanwhile, as the last of its connection`() async throws {
    var limits = WebLimits()
    limits.drainQuietTime = .hours(1)
    try await withWeb(.testRoutes(limits: limits)) { web in
      let used = try await web.connect()
      try await used.send("GET /client HTTP/1.1\r\nhost: a\r\n\r\n")
      #expect(try await used.answer()["connection"] == nil)
      let server = web.server
      let stopping = Task { await server.stop(grace: .seconds(30)) }
      try await eventually {
        guard let other = try? await web.connect() else { return true }
        await other.close()
        return false
      }
      var isLast = false
      while !isLast {
        try await used.send("GET /client HTTP/1.1\r\nhost: a\r\n\r\n")
        let answer = try await used.answer()
        #expect(answer.status == 200)
        isLast = answer["connection"] == "close"
      }
      #expect(try await used.remainder() == [])
      await used.close()
      await stopping.value
    }
  }

  @Test func `cuts off what is left after the grace`() async throws {
    let gate = Gate()
    var limits = WebLimits()
    limits.cancelledHandlerGrace = .milliseconds(50)
    let log = CollectedLog()
    var options = TestWeb.Options.testRoutes(gate: gate, limits: limits)
    options.logger = log.logger
    try await withWeb(options) { web in
      let waiting = try await web.connect()
      try await waiting.send("GET /wait HTTP/1.1\r\nhost: a\r\n\r\n")
      await gate.arrivals(1)
      await web.server.stop(grace: .milliseconds(50))
      #expect(log.lines.contains { $0.contains("handlers run on") && $0.contains("count=1") })
      await #expect(throws: RawConnection.Failure.self) { try await waiting.answer() }
      await waiting.close()
      gate.open()
      try await eventually { web.services.metrics.requestsInFlight.load(ordering: .relaxed) == 0 }
    }
  }

  @Test func `is done at once when nothing is open, and once is enough`() async throws {
    try await withWeb { web in
      await web.server.stop(grace: .seconds(30))
      await web.server.stop(grace: .seconds(30))
      await #expect(throws: ServerStartError.alreadyStarted) { try await web.server.start() }
    }
  }

  @Test func `a port that is taken is told`() async throws {
    try await withWeb { web in
      let other = WebServer(
        services: web.services, configuration: .init(host: "127.0.0.1", port: web.port),
        group: web.rpc.lanes[0].eventLoop,
        routes: { _ in })
      await #expect {
        _ = try await other.start()
      } throws: { error in
        guard case ServerStartError.address(let text) = error else { return false }
        return text.contains("127.0.0.1:\(web.port) cannot be listened on: ")
      }
    }
  }

  @Test func `plain HTTP for other machines must be asked for`() async throws {
    try await withWeb { web in
      let other = WebServer(
        services: web.services, configuration: .init(host: "0.0.0.0", port: 0), group: web.rpc.lanes[0].eventLoop,
        routes: { _ in })
      await #expect(throws: ServerStartError.plaintextNotAllowed(host: "0.0.0.0")) { try await other.start() }
    }
  }
}
