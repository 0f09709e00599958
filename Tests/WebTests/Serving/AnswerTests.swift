import HTTPTypes
import Hummingbird
import Testing

@testable import Web

@Suite("What all answers have in common") struct AnswerTests {
  @Test func `nothing is at other paths, and nothing of the path is in the answer`() async throws {
    try await withWeb { web in
      for path in ["/", "/none", "/healthz/more", "/%3Cscript%3E", "/..%2f..%2fetc/passwd", "//healthz//x", "/%00"] {
        let answer = try await web.get(path)
        #expect(answer.status == 404 && answer.text == "404 Not Found\n", "\(path)")
        #expect(answer["content-type"] == "text/plain; charset=utf-8")
      }
    }
  }

  @Test func `another method is told those that there are`() async throws {
    try await withWeb(.testRoutes()) { web in
      for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
        let answer = try await web.request(method, "/client")
        #expect(answer.status == 405 && answer["allow"] == "GET, HEAD", "\(method)")
      }
      #expect(try await web.get("/echo")["allow"] == "POST")
    }
  }

  @Test func `paths with captured parts know their methods`() {
    let router = WebRouter(context: WebRequestContext.self)
    let answer: @Sendable (Request, WebRequestContext) async throws -> Response = { _, _ in Response.plain(.ok, "") }
    router.post("f/{program}", use: answer)
    router.get("f/{program}", use: answer)
    router.get("files/**", use: answer)
    let methods = AllowedMethods(router)
    #expect(methods.methods(of: "/f/mugs") == ["GET", "POST"])
    #expect(methods.methods(of: "/f") == [] && methods.methods(of: "/f/a/b") == [] && methods.methods(of: "/") == [])
    #expect(methods.methods(of: "/files/a/b") == ["GET"])
  }

  @Test func `HEAD gets what GET gets, without the body`() async throws {
    try await withWeb(.testRoutes()) { web in
      for path in ["/client", "/none", "/echo"] {
        let get = try await web.get(path)
        let head = try await web.request("HEAD", path)
        #expect(head.status == get.status && head["content-length"] == get["content-length"], "\(path)")
        #expect(head.body.isEmpty && get["content-length"] == "\(get.body.count)")
      }
    }
  }

  @Test func `browsers are told to do nothing more with them`() async throws {
    try await withWeb(.testRoutes()) { web in
      for path in ["/client", "/none", "/fail", "/echo"] {
        let answer = try await web.get(path)
        #expect(answer["x-content-type-options"] == "nosniff")
        #expect(answer["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
        #expect(answer["referrer-policy"] == "no-referrer")
        #expect(answer["server"] == nil)
        #expect(answer["date"]?.hasSuffix(" GMT") == true)
      }
    }
  }

  @Test func `what a route says itself stays`() {
    var response = Response(
      status: .ok, headers: [.referrerPolicy: "no-referrer-when-downgrade", .contentSecurityPolicy: "img-src 'self'"])
    SecurityHeaders.add(to: &response)
    #expect(response.headers[values: .referrerPolicy] == ["no-referrer-when-downgrade"])
    #expect(response.headers[values: .contentSecurityPolicy] == ["img-src 'self'"])
    #expect(response.headers[.xContentTypeOptions] == "nosniff")
  }

  @Test func `a failure is answered without its particulars, and logged without raw text`() async throws {
    let log = CollectedLog()
    var options = TestWeb.Options.testRoutes(
      failure: "evil\n\u{1B}[31m\u{202E}\"text\"" + String(repeating: "x", count: 9_999))
    options.logger = log.logger
    try await withWeb(options) { web in
      let answer = try await web.get("/fail?secret=1")
      #expect(answer.status == 500 && answer.text == "500 Internal Server Error\n")
      let line = try #require(log.errors.first { $0.contains("a request failed") })
      #expect(line.contains("method=GET") && line.contains("route=/fail"))
      #expect(
        line.contains(#"evil\u{A}\u{1B}[31m\u{202E}"#)
          && line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" })
      #expect(line.utf8.count < 1_000 && !line.contains("secret"))
    }
  }

  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
    (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"), (4_102_444_800, "Fri, 01 Jan 2100 00:00:00 GMT"),
  ])
  func `the time is written as HTTP has it`(second: Int, text: String) {
    #expect(HTTPClock.text(second) == text)
  }
}
