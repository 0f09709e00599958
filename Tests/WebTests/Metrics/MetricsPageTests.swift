import Store
import Testing
import TributaryClient

@testable import Web

@Suite("/metrics") struct MetricsPageTests {
  private func metrics(_ web: TestWeb) async throws -> PrometheusText {
    let answer = try await web.get("/metrics")
    #expect(answer.status == 200 && answer["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
    return try PrometheusText(answer.text)
  }

  @Test func `counts requests by route and status class`() async throws {
    try await withWeb { web in
      for _ in 0..<3 { _ = try await web.get("/healthz") }
      _ = try await web.get("/none")
      _ = try await web.get("/other/none?with=secrets")
      _ = try await web.request("POST", "/healthz")
      let metrics = try await metrics(web)
      #expect(metrics["tributary_http_requests_total", ["route": "/healthz", "status": "2xx"]] == 3)
      #expect(metrics["tributary_http_requests_total", ["route": "none", "status": "4xx"]] == 3)
      #expect(metrics["tributary_http_request_duration_seconds_count", ["route": "/healthz"]] == 3)
      #expect(metrics["tributary_http_requests_in_flight", [:]] == 1, "this request itself")
      #expect((metrics["tributary_http_connections", [:]] ?? 0) >= 1)
      let routes = Set(
        metrics.families["tributary_http_requests_total"]?.samples.compactMap { $0.labels["route"] } ?? [])
      #expect(routes == ["/healthz", "none"])
    }
  }

  @Test func `counts what the store and the RPC server do`() async throws {
    try await withWeb { web in
      _ = try await web.admin.createAccount(Account(slug: "acme", plan: .pro))
      await #expect(throws: TributaryError.self) {
        try await web.admin.createAccount(Account(slug: "acme", plan: .pro))
      }
      let metrics = try await metrics(web)
      // The admin key, the account, and the account that there was.
      #expect(metrics["tributary_store_commands_total", ["kind": "catalogue"]] == 3)
      #expect(metrics["tributary_store_commands_total", ["kind": "click"]] == 0)
      #expect(metrics["tributary_store_failures_total", ["reason": "already_exists"]] == 1)
      #expect(metrics["tributary_store_batch_commands_sum", [:]] == 3)
      #expect(metrics["tributary_store_commit_duration_seconds_count", [:]] == 3)
      #expect(metrics["tributary_store_ready", [:]] == 1)
      #expect(metrics["tributary_store_queued_commands", [:]] == 0)
      #expect(metrics["tributary_clicks_total", ["disposition": "inactive_partner"]] == 0)
      #expect(metrics["tributary_conversions_flagged_total", ["reason": "self_referral"]] == 0)
      #expect(metrics["tributary_rpc_calls_total", ["result": "ok"]] == 1)
      #expect(metrics["tributary_rpc_calls_total", ["result": "error"]] == 1)
      #expect(metrics["tributary_rpc_connections_total", ["result": "accepted"]] == 1)
      #expect(metrics["tributary_rpc_refusals_total", ["reason": "too_many_request_bytes"]] == 0)
    }
  }

  @Test func `names what was refused by reason`() async throws {
    try await withWeb { web in
      _ = try await web.get("/" + String(repeating: "a", count: 9_000))
      let counter = WebMetrics.Counter(name: "tributary_test_total", help: "A test.")
      web.services.metrics.increment(counter, reason: "one")
      web.services.metrics.increment(counter, reason: "two")
      web.services.metrics.increment(counter, reason: "two")
      let metrics = try await metrics(web)
      #expect(metrics["tributary_http_requests_refused_total", ["reason": "target_too_long"]] == 1)
      #expect(metrics["tributary_test_total", ["reason": "one"]] == 1)
      #expect(metrics["tributary_test_total", ["reason": "two"]] == 2)
      #expect(web.services.metrics.count(of: counter, reason: "two") == 2)
    }
  }

  @Test func `is for this machine and for the server's own key`() async throws {
    var options = TestWeb.Options()
    options.configure = { $0.trustedProxies = [NetworkPrefix("127.0.0.0/8")].compactMap { $0 } }
    try await withWeb(options) { web in
      let from = { (address: String, key: String?) in
        let authorization = key.map { [("authorization", "Bearer \($0)")] } ?? []
        return try await web.get("/metrics", headers: [("x-forwarded-for", address)] + authorization).status
      }
      #expect(try await from("127.0.0.1", nil) == 200)
      #expect(try await from("203.0.113.5", nil) == 403)
      #expect(try await from("203.0.113.5", web.adminKey) == 200)
      #expect(try await from("203.0.113.5", "nonsense") == 403)
      _ = try await web.admin.createAccount(Account(slug: "acme", plan: .pro))
      let key = try await web.admin.createKey(CreateApiKeyRequest(account: "acme", scope: .admin))
      #expect(try await from("203.0.113.5", key.secret) == 403)
    }
    // A proxy that is not trusted hides who asks.
    try await withWeb { web throws in
      #expect(try await web.get("/metrics", headers: [("x-forwarded-for", "127.0.0.1")]).status == 403)
      #expect(try await web.get("/metrics", headers: [("via", "1.1 proxy")]).status == 403)
    }
  }
}
