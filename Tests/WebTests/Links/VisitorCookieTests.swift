import PartnerProgram
import Testing

@testable import Tracker
@testable import Web

/// The cookie that remembers a visitor.
@Suite struct VisitorCookieTests {
  private func token(_ answer: Answer) throws -> String {
    let cookie = try #require(answer["set-cookie"])
    return String(cookie.dropFirst("tributary=".count).prefix { $0 != ";" })
  }

  @Test(arguments: [
    ("tributary=x", "x"), ("a=b; tributary=x; c=d", "x"), ("a=b;tributary=x", "x"), ("tributary=x; tributary=y", "x"),
    ("tributary=", ""), ("tributary=a=b", "a=b"), ("xtributary=x", nil), ("tributaryx=x", nil), ("Tributary=x", nil),
    ("tributary", nil), ("", nil), (";;; ;", nil), ("a=tributary=x", nil),
  ])
  func isFoundAmongOthers(header: String, expected: String?) {
    #expect(VisitorCookie.value(in: header) == expected)
    #expect(VisitorCookie.value(in: nil) == nil)
  }

  @Test func isAsBrowsersNeedItOnEachKindOfConnection() {
    #expect(
      VisitorCookie.setting("x", isSecure: true)
        == "tributary=x; Path=/; Max-Age=34560000; HttpOnly; Secure; SameSite=None")
    #expect(
      VisitorCookie.setting("x", isSecure: false) == "tributary=x; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax")
  }

  @Test func bringsAVisitorBackAndIsRenewed() async throws {
    try await withBrowserShop { shop in
      let first = try token(try await shop.web.get("/t?p=anna"))
      let again = try await shop.web.get("/t?p=anna", headers: [("cookie", "a=b; tributary=\(first)")])
      #expect(try token(again) == first)
      let figures = try await shop.figures()
      #expect(figures.visits == 1 && figures.uniqueVisits == 1 && figures.flaggedRepeats == 1)
      #expect(shop.count(.links, "repeat") == 1)
      #expect(try token(try await shop.web.get("/t?p=anna")) != first)
      #expect(try await shop.figures().uniqueVisits == 2)
    }
  }

  @Test func isAnotherVisitorsOnceAnyBitIsAnother() async throws {
    try await withBrowserShop { shop in
      let first = try token(try await shop.web.get("/t?p=anna"))
      let bytes = try #require(Base64URL.decode(first.utf8))
      let visitor = try #require(shop.web.tracker.visitor(ofCookie: first))
      var changed = (0..<bytes.count * 8).map { bit in
        var bytes = bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        return String(decoding: Base64URL.encode(bytes), as: UTF8.self)
      }
      changed += (0..<first.utf8.count).map { String(first.prefix($0)) } + [first + "A", first.uppercased()]
      for value in changed { #expect(shop.web.tracker.visitor(ofCookie: value) == nil) }
      // Over HTTP a few of them show that such a visitor is a new one, and that the redirect does not suffer.
      for value in changed.enumerated().filter({ $0.offset.isMultiple(of: 17) }).map(\.element) {
        let answer = try await shop.web.get("/t?p=anna", headers: [("cookie", "tributary=\(value)")])
        #expect(answer.status == 302)
        #expect(shop.web.tracker.visitor(ofCookie: try token(answer)) != visitor)
      }
      #expect(try await shop.figures().flaggedRepeats == 0)
    }
  }

  @Test func isNotAClicksToken() async throws {
    try await withBrowserShop { shop in
      let click = try await shop.token()
      let answer = try await shop.web.get("/t?p=anna", headers: [("cookie", "tributary=\(click)")])
      #expect(try token(answer) != click)
      #expect(try await shop.figures().uniqueVisits == 2)
    }
  }
}
