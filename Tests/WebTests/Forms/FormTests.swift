import PartnerProgram
import Testing

@testable import Store
@testable import Web

/// What forms record, and what their senders see.
@Suite struct FormTests {
  @Test func aFormIsALeadOfTheContactAndOfItsReferrer() async throws {
    try await withBrowserShop { shop in
      let token = try await shop.token(subID: "x")
      let answer = try await shop.send(
        "email=A%40B.example&name=J%C3%BCrgen+M&company=&unknown=x&form=newsletter&tributary=\(token)")
      #expect(answer.status == 303 && answer["location"] == "https://shop.example.com/thanks")
      #expect(answer["cache-control"] == "no-store" && answer["access-control-allow-origin"] == nil)
      let contact = try #require(try await shop.contact())
      #expect(contact.fields.map { "\($0.name.text)=\($0.value)" } == ["name=Jürgen M"])
      #expect(contact.referrers.first?.partner == shop.partners["anna"]?.id)
      #expect(contact.referrers.last?.subID?.text == "x")
      let figures = try await shop.figures()
      #expect(figures.leads == 1 && figures.commissionMinor == 50 && figures.flaggedUnconfirmed == 0)
      #expect(shop.count(.forms, "recorded") == 1)
      let id = try #require(contact.referrers.first.flatMap { contact.orders[$0.source] }).text
      #expect(id.hasPrefix("FORM-") && id.utf8.count == 37 && !id.contains("b.example"))
      #expect(try await shop.web.store.check() == [])
    }
  }

  @Test func aFormThatIsSentTwiceIsOneLead() async throws {
    try await withBrowserShop { shop in
      for body in ["email=a@b.example&name=One", "email=%20A@B.EXAMPLE.%20&name=Two", "email=a@b.example&form=form"] {
        #expect(try await shop.send(body).status == 303)
      }
      #expect(shop.count(.forms, "recorded") == 1 && shop.count(.forms, "repeat") == 2)
      #expect(try await shop.contact()?.fields.map(\.value) == ["Two"])
      // Another form and another address are other leads; what comes later adds its evidence.
      #expect(try await shop.send("email=a@b.example&form=trial").status == 303)
      let token = try await shop.token()
      #expect(try await shop.send("email=c@b.example&tributary=\(token)").status == 303)
      #expect(shop.count(.forms, "recorded") == 3)
      #expect(try await shop.figures().leads == 1)
      let later = try await shop.token("ben")
      #expect(try await shop.send("email=a@b.example&tributary=\(later)").status == 303)
      #expect(try await shop.figures("ben").leads == 1)
    }
  }

  @Test func theCookieOfTheTrackingHostIsEvidence() async throws {
    try await withBrowserShop { shop in
      let cookie = String(try #require(try await shop.web.get("/t?p=anna")["set-cookie"]).prefix { $0 != ";" })
      _ = try await shop.send("email=a@b.example&tributary=forged", headers: [("cookie", cookie)])
      #expect(try await shop.contact()?.referrers.first?.partner == shop.partners["anna"]?.id)
      _ = try await shop.send("email=c@b.example", headers: [("cookie", "tributary=forged")])
      #expect(try await shop.contact("c@b.example")?.referrers.first == nil)
    }
  }

  @Test func aScriptIsAnsweredInJSON() async throws {
    try await withBrowserShop { shop in
      let token = try await shop.token()
      let answer = try await shop.send(
        #"{"email":"a@b.example","name":12.5,"company":true,"x":null,"tributary":"\#(token)"}"#,
        type: "application/json; charset=utf-8")
      #expect(answer.status == 200 && answer.text == #"{"recorded":true}"#)
      #expect(answer["content-type"] == "application/json" && answer["location"] == nil)
      #expect(try await shop.contact()?.fields.map(\.value) == ["true", "12.5"])
      #expect(try await shop.figures().leads == 1)
      let refusal = try await shop.send(#"{"email":"none"}"#, type: "Application/JSON")
      #expect(refusal.status == 400 && refusal["content-type"] == "application/json")
      #expect(refusal.text == #"{"error":"Please enter a valid e-mail address.","field":"email"}"#)
    }
  }

  @Test func aFieldThatOnlyProgramsSeeIsATrap() async throws {
    try await withBrowserShop { shop in
      let answer = try await shop.send("email=a@b.example&website=http://spam.example")
      #expect(answer.status == 303 && answer["location"] == "https://shop.example.com/thanks")
      #expect(
        try await shop.send(#"{"email":"a@b.example","website":"x"}"#, type: "application/json").text
          == #"{"recorded":true}"#)
      #expect(try await shop.contact() == nil)
      #expect(shop.count(.forms, "honeypot") == 2)
      #expect(try await shop.send("email=a@b.example&website=").status == 303)
      #expect(try await shop.contact() != nil)
    }
  }

  @Test func aFieldThatPeopleAreAskedForIsNoTrap() async throws {
    try await withBrowserShop(.init(formFields: ["website"])) { shop throws in
      #expect(try await shop.send("email=a@b.example&website=https://b.example").status == 303)
      #expect(try await shop.contact()?.fields.map(\.value) == ["https://b.example"])
      #expect(shop.count(.forms, "recorded") == 1 && shop.count(.forms, "honeypot") == 0)
    }
  }

  @Test func whatIsKeptIsCutToItsLimit() async throws {
    try await withBrowserShop { shop in
      let name = String(repeating: "%C3%A9", count: 501)
      #expect(try await shop.send("email=a@b.example&name=\(name)&company=a%00b").status == 303)
      let fields = try #require(try await shop.contact()).fields
      #expect(fields.map(\.value) == ["a", String(repeating: "é", count: 500)])
      #expect(shop.count(.formValuesCut, "not_whole") == 2)
    }
  }

  @Test func noThankYouPageTakesAVisitorAwayFromTheShop() async throws {
    try await withBrowserShop { shop in
      for target in HostileTargets.all {
        let answer = try await shop.send("email=a@b.example&thank_you=\(encoded(target.utf8))")
        #expect(
          answer.status == 303 && answer["location"] == "https://shop.example.com/thanks", "\(target.debugDescription)")
      }
      let allowed = try await shop.send("email=a@b.example&thank_you=https://blog.example.net/x%3Fa")
      #expect(allowed["location"] == "https://blog.example.net/x?a")
    }
    try await withBrowserShop(.init(thankYouURL: nil)) { shop in
      let answer = try await shop.send("email=a@b.example&thank_you=//evil.example")
      #expect(answer.status == 200 && answer.text.contains("<h1>Thank you</h1>") && answer["location"] == nil)
    }
  }
}

extension BrowserShop {
  /// Sends a form.
  func send(
    _ body: String, to path: String = "/f/mugs", type: String? = "application/x-www-form-urlencoded",
    headers: [(String, String)] = []
  ) async throws -> Answer {
    try await web.request(
      "POST", path, headers: (type.map { [("content-type", $0)] } ?? []) + headers, body: Array(body.utf8))
  }
}
