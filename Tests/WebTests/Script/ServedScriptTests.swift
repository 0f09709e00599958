import HTTPTypes
import Hummingbird
import Testing

@testable import Web

/// The scripts as they are served.
@Suite struct ServedScriptTests {
  private func request(_ fields: HTTPFields = [:]) -> Request {
    let head = HTTPRequest(
      method: .get, scheme: "http", authority: "go.example.com", path: "/t.js", headerFields: fields)
    return Request(head: head, body: RequestBody(buffer: .init()))
  }

  @Test("The tracking script is under 4 KiB, in ASCII, and ends its last line")
  func size() {
    #expect(TrackingScript.text.utf8.count < 4096)
    for text in [TrackingScript.text, PixelScript.text] {
      #expect(text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
      #expect(text.hasSuffix(");\n"))
    }
  }

  @Test(
    "No syntax is newer than ES5, which an older browser would report to the page as an error",
    arguments: [
      "=>", "`", "let ", "const ", "class ", "async ", "await ", "...", "?.", "??", "**",
    ])
  func syntax(_ newer: String) {
    #expect(!TrackingScript.text.contains(newer))
    #expect(!PixelScript.text.contains(newer))
  }

  @Test("A script comes with its type, its tag, its length, and for every origin")
  func headers() throws {
    let response = ServedScript("void 0;\n", cacheControl: "public, max-age=3600").response(to: request())
    #expect(response.status == .ok)
    #expect(response.headers[.contentType] == "text/javascript; charset=utf-8")
    #expect(response.headers[.cacheControl] == "public, max-age=3600")
    #expect(response.headers[.accessControlAllowOrigin] == "*")
    #expect(response.headers[.contentLength] == "8")
    // SHA-256 of "void 0;\n" begins so, by sha256sum.
    #expect(response.headers[.eTag] == "\"903de0737ff5d035\"")
  }

  @Test(
    "A browser that has the script is told so", arguments: ["TAG", "W/TAG", "*", "\"other\", TAG", "\"a\" ,W/TAG "])
  func notModified(_ known: String) throws {
    let script = ServedScript(TrackingScript.text, cacheControl: "no-store")
    let tag = try #require(script.response(to: request()).headers[.eTag])
    let response = script.response(to: request([.ifNoneMatch: known.replacing("TAG", with: tag)]))
    #expect(response.status == .notModified)
    #expect(response.headers[.eTag] == tag)
    #expect(response.headers[.contentLength] == nil)
  }

  @Test("A browser that has another script gets this one", arguments: ["\"other\"", "", "TA", "W/", "W/\"other\""])
  func modified(_ known: String) throws {
    let script = ServedScript(TrackingScript.text, cacheControl: "no-store")
    let tag = try #require(script.response(to: request()).headers[.eTag])
    let response = script.response(to: request([.ifNoneMatch: known.replacing("TA", with: tag.dropLast())]))
    #expect(response.status == .ok)
  }

  @Test("Two scripts have two tags")
  func tags() {
    let tags = ["a", "b"].map { ServedScript($0, cacheControl: "no-store").response(to: request()).headers[.eTag] }
    #expect(tags[0] != tags[1])
  }
}
