import Testing

@testable import Web

/// `/t.js` and `/pixel.js`, asked for by HTTP.
@Suite struct ScriptRouteTests {
  @Test(
    "GET answers with the script, HEAD with its fields alone",
    arguments: [
      ("/t.js", TrackingScript.text, "public, max-age=3600"), ("/pixel.js", PixelScript.text, "no-store"),
      ("/pixel.js?order_id=1&sig=a.b", PixelScript.text, "no-store"),
    ])
  func scripts(_ target: String, _ text: String, _ cacheControl: String) async throws {
    try await withWeb { web in
      for method in ["GET", "HEAD"] {
        let answer = try await web.request(method, target)
        #expect(answer.status == 200)
        #expect(answer.text == (method == "GET" ? text : ""))
        #expect(answer.values(of: "content-type") == ["text/javascript; charset=utf-8"])
        #expect(answer.values(of: "cache-control") == [cacheControl])
        #expect(answer.values(of: "access-control-allow-origin") == ["*"])
        #expect(answer.values(of: "x-content-type-options") == ["nosniff"])
        #expect(answer.values(of: "content-length") == ["\(text.utf8.count)"])
      }
    }
  }

  @Test("A browser that has the tracking script gets no body", arguments: ["GET", "HEAD"])
  func notModified(_ method: String) async throws {
    try await withWeb { web in
      let tag = try #require(try await web.get("/t.js")["etag"])
      let answer = try await web.request(method, "/t.js", headers: [("if-none-match", tag)])
      #expect(answer.status == 304)
      #expect(answer.body.isEmpty)
      #expect(answer["etag"] == tag)
      #expect(answer["cache-control"] == "public, max-age=3600")
    }
  }
}
