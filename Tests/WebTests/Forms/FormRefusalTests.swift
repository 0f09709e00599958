import PartnerProgram
import Testing

@testable import Web

/// Forms that are not taken.
@Suite struct FormRefusalTests {
  @Test(arguments: [
    "", "email=", "email=none", "email=@b.example", "email=a@", "email=a%00@b.example", "email=a@b.example%0d%0aBcc:x",
    "email=%ff@b.example", "email=a+b@c.example", "email=a@b%09.example", "mail=a@b.example",
    "email=\(String(repeating: "x", count: 310))@b.example.com",
  ])
  func anAddressIsNeeded(body: String) async throws {
    try await withBrowserShop { shop in
      let answer = try await shop.send(body)
      #expect(answer.status == 400 && answer["content-type"] == "text/html; charset=utf-8", "\(body)")
      #expect(answer.text.contains("valid e-mail address") && shop.count(.forms, "email") == 1)
    }
  }

  @Test func everyRefusalHasItsStatusAndReason() async throws {
    try await withBrowserShop { shop in
      let good = "email=a@b.example"
      let fields = (1...64).map { "f\($0)=x" }.joined(separator: "&")
      let object = "{" + (1...64).map { "\"f\($0)\":1" }.joined(separator: ",") + ",\"email\":\"a@b.example\"}"
      let json = "application/json"
      let cases: [(Answer, Int, StaticString)] = [
        (try await shop.send(good, to: "/f/hats"), 404, "unknown_program"),
        (try await shop.send(good, to: "/f/%3Cscript%3E"), 404, "unknown_program"),
        (try await shop.send(good, type: "multipart/form-data; boundary=x"), 415, "media_type"),
        (try await shop.send(good, type: "text/plain"), 415, "media_type"),
        (try await shop.send(good, type: nil), 415, "media_type"),
        (try await shop.send("\(good)&\(fields)"), 400, "too_many_fields"),
        (try await shop.send(object, type: json), 400, "too_many_fields"),
        (try await shop.send("\(good)&x=" + String(repeating: "x", count: 65_536)), 413, "too_large"),
        (try await shop.send("", type: json), 400, "malformed"),
        (try await shop.send("[]", type: json), 400, "malformed"),
        (try await shop.send(#"{"email":{"a":"b"}}"#, type: json), 400, "malformed"),
        (try await shop.send(#"{"email":["a@b.example"]}"#, type: json), 400, "malformed"),
        (try await shop.send(#"{"email":"a@b.example""#, type: json), 400, "malformed"),
        (try await shop.send(String(repeating: "[", count: 50_000), type: json), 400, "malformed"),
        (try await shop.send("\(good)&form=a%20b"), 400, "form_name"),
        (try await shop.send("\(good)&form=%ff"), 400, "form_name"),
        (try await shop.send("\(good)&form=\(String(repeating: "x", count: 65))"), 400, "form_name"),
      ]
      var counts: [String: Int] = [:]
      for (answer, status, reason) in cases {
        #expect(answer.status == status, "\(reason)")
        #expect(!answer.text.contains("<script") && answer["set-cookie"] == nil && answer["location"] == nil)
        counts["\(reason)", default: 0] += 1
      }
      for reason in ["unknown_program", "media_type", "too_many_fields", "too_large", "malformed", "form_name"]
        as [StaticString]
      {
        #expect(shop.count(.forms, reason) == counts["\(reason)"], "\(reason)")
      }
      #expect(shop.count(.forms, "recorded") == 0)
      let most = fields.dropLast("&f63=x&f64=x".count) + "&form=" + String(repeating: "x", count: 64)
      #expect(try await shop.send("\(good)&\(most)").status == 303)
    }
  }

  @Test(arguments: [
    "https://evil.example", "", "https://shop.example.com.evil.example", "https://shop.example.com:444",
    "https://shop.example.com/", "https://shop.example.com https://evil.example", "file://", "https://*.example.edu",
    "https://example.edu", "shop.example.com",
  ])
  func aFormOfAnotherSiteIsRefused(origin: String) async throws {
    try await withBrowserShop { shop in
      let answer = try await shop.send("email=a@b.example", headers: [("origin", origin)])
      #expect(answer.status == 403 && answer["access-control-allow-origin"] == nil)
      let preflight = try await shop.web.request(
        "OPTIONS", "/f/mugs", headers: [("origin", origin), ("access-control-request-method", "POST")])
      #expect(preflight.status == 403 && preflight["access-control-allow-origin"] == nil)
      #expect(shop.count(.forms, "origin_not_allowed") == 2 && shop.count(.forms, "recorded") == 0)
    }
  }

  @Test func aFormThatTheMemoryForBodiesDoesNotHoldMayComeAgain() async throws {
    var options = TestWeb.Options()
    options.limits.bodyBytesInFlight = 1_000
    try await withWeb(options) { web in
      let shop = try await BrowserShop(on: web)
      let refused = try await shop.send("email=a@b.example&name=" + String(repeating: "x", count: 1_000))
      #expect(refused.status == 503 && refused["retry-after"] == "5" && shop.count(.forms, "body_memory") == 1)
      for _ in 0..<10 {
        let answer = try await shop.send("email=a@b.example&name=" + String(repeating: "x", count: 900))
        #expect(answer.status == 303)
      }
    }
  }

  /// Browsers hide the site of a form of HTML when its page has a strict referrer policy, but never that of a script.
  @Test func aFormMayHideItsSiteAndAScriptMayNot() async throws {
    try await withBrowserShop { shop in
      let hidden = [("origin", "null")]
      let form = try await shop.send("email=a@b.example", headers: hidden)
      #expect(form.status == 303 && form["access-control-allow-origin"] == nil)
      let script = try await shop.send(#"{"email":"c@b.example"}"#, type: "application/json", headers: hidden)
      #expect(script.status == 403 && script["access-control-allow-origin"] == nil)
      let preflight = try await shop.web.request(
        "OPTIONS", "/f/mugs", headers: hidden + [("access-control-request-method", "POST")])
      #expect(preflight.status == 403 && preflight["access-control-allow-origin"] == nil)
      #expect(shop.count(.forms, "recorded") == 1 && shop.count(.forms, "origin_not_allowed") == 2)
    }
  }

  @Test(arguments: [
    "https://shop.example.com", "http://shop.example.com", "https://blog.example.net", "https://a.example.edu",
    "https://spring.example.org", "https://go.example.com:8443",
  ])
  func aScriptOfAnAllowedSiteSeesTheAnswer(origin: String) async throws {
    try await withBrowserShop(.init(trackingURL: "https://go.example.com:8443/")) { shop in
      let preflight = try await shop.web.request(
        "OPTIONS", "/f/mugs",
        headers: [
          ("origin", origin), ("access-control-request-method", "POST"),
          ("access-control-request-headers", "content-type"),
        ])
      #expect(preflight.status == 204 && preflight["access-control-allow-origin"] == origin)
      #expect(preflight["access-control-allow-methods"] == "POST" && preflight["vary"] == "Origin")
      #expect(
        preflight["access-control-allow-headers"] == "content-type" && preflight["access-control-max-age"] == "86400")
      #expect(preflight["access-control-allow-credentials"] == nil)
      for body in [#"{"email":"a@b.example"}"#, #"{"email":""}"#, "["] {
        let answer = try await shop.send(body, type: "application/json", headers: [("origin", origin)])
        #expect(answer["access-control-allow-origin"] == origin && answer["vary"] == "Origin")
      }
      #expect(shop.count(.forms, "recorded") == 1)
    }
  }
}
