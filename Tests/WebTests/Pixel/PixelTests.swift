import PartnerProgram
import Testing
import TributaryClient

@testable import Store
@testable import Web

/// The pixel over HTTP.
@Suite struct PixelTests {
  private static let order = "order_id=1&item_id_1=mug&item_price_1=100.00&tax=8.00"

  private func expectImage(_ answer: Answer, _ comment: Comment? = nil) {
    #expect(answer.status == 200 && answer.body == PixelImage.bytes, comment)
    #expect(answer["content-type"] == "image/gif" && answer["cache-control"] == "no-store", comment)
    #expect(answer["content-length"] == "43" && answer["set-cookie"] == nil, comment)
  }

  @Test func theImageIsAGIF() {
    #expect(PixelImage.bytes.count == 43)
    #expect(PixelImage.bytes.prefix(10).elementsEqual(Array("GIF89a".utf8) + [1, 0, 1, 0]))
    #expect(PixelImage.bytes.last == 0x3B)
  }

  @Test func whateverComesTheAnswerIsTheImage() async throws {
    try await withBrowserShop { shop in
      let malformed: [(String, StaticString)] = [
        ("", "order_id"), ("order_id=", "order_id"), ("order_id=\(String(repeating: "x", count: 129))", "order_id"),
        ("order_id=1&kind=x", "kind"), ("order_id=1&tax=1,00", "money"), ("order_id=%ff", "text"),
        ("order_id=1&item_id_0=x", "items"), ("order_id=1&currency=eur", "currency"),
        ("order_id=1&program=x", "unknown_program"),
        ("order_id=1&sig=x", "bad_signature"), ("order_id=1&item_price_1=1&discount=2", "money"),
        ("order_id=1&kind=lead&item_price_1=1", "items"),
        ("order_id=1&item_price_1=1&item_quantity_1=1000001", "items"),
        ("order_id=1&email=\(String(repeating: "x", count: 321))", "customer"),
        ("order_id=1&coupon=\(String(repeating: "x", count: 65))", "coupon"),
        ("order_id=1&item_price_1=92233720368547758.07&item_price_2=1", "items"),
        ("order_id=1&item_price_1=1&item_id_1=\(String(repeating: "x", count: 129))", "items"),
        ("order_id=1&tax=92233720368547758.07&shipping=1", "money"),
      ]
      for (query, reason) in malformed {
        let before = shop.count(.pixelsRefused, reason)
        expectImage(try await shop.web.get("/pixel.gif?\(query)"), "\(query)")
        #expect(shop.count(.pixelsRefused, reason) == before + 1, "\(query)")
      }
      expectImage(try await shop.web.get("/pixel.gif"))
      // Bytes of every kind, also some that are refused before they are looked at.
      for seed in 0..<200 {
        var random = SystemRandomNumberGenerator()
        let query = (0..<seed).map { _ in
          ["%", "&", "=", "+", ".", "sig", "order_id", "item_price_1", "7", "%00", "%ff", "?", "/"].randomElement(
            using: &random)
            ?? ""
        }.joined()
        expectImage(try await shop.web.get("/pixel.gif?\(query)"), "\(query)")
      }
      try await shop.settle()
      #expect(try await shop.sale() == nil)
    }
  }

  @Test func anOrderOfManyItemsIsNotTooLong() async throws {
    try await withBrowserShop { shop in
      let items = (1...200).map { "&item_id_\($0)=mug-\($0)&item_price_\($0)=1.00&item_quantity_\($0)=1" }.joined()
      let key = try #require(try shop.entry.pixelKeys.first)
      let query = signedQuery("order_id=1\(items)", with: key)
      #expect(query.utf8.count > WebLimits().targetBytes)
      #expect(try await shop.web.get("/pixel.js?\(query)").status == 200)
      expectImage(try await shop.web.get("/pixel.gif?\(query)"))
      try await shop.settle()
      #expect(try await shop.sale()?.amounts.totalMinor == 20_000)
    }
  }

  @Test func aPixelThatIsNoRequestIsAnsweredWithTheImageAndLogged() async throws {
    let log = CollectedLog()
    try await withWeb(TestWeb.Options(logger: log.logger)) { web in
      let long = "order_id=1&item_id_1=" + String(repeating: "x", count: WebLimits().headerBytes)
      let requests: [(String, StaticString)] = [
        ("GET /pixel.gif?\(long) HTTP/1.1\r\nhost: a\r\n\r\n", "headers_too_large"),
        // It never ends.
        ("GET /pixel.gif?\(long)\(long)", "headers_too_large"),
        ("GET /pixel.gif?order_id=1 HTTP/1.1\r\nhost: a\r\ncookie: \(long)\r\n\r\n", "headers_too_large"),
        ("GET /pixel.gif?order_id=1 HTTP/1.1\r\n\r\n", "malformed"),
        ("GET /pixel.gif?order_id=1 HTTP/1.1\r\nhost\r\n\r\n", "malformed"),
        ("GET /pixel.gif?order_id=\u{1} HTTP/1.1\r\nhost: a\r\n\r\n", "malformed"),
      ]
      for (request, reason) in requests {
        let before = web.services.metrics.count(of: .pixelsRefused, reason: reason)
        let connection = try await web.connect()
        // What was asked for before on the connection does not matter.
        try await connection.send("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n")
        #expect(try await connection.answer().status == 200)
        try await connection.send(request)
        let answer = try await connection.answer()
        expectImage(answer, "\(request.prefix(60))")
        #expect(answer["connection"] == "close")
        #expect(try await connection.remainder() == [])
        await connection.close()
        #expect(web.services.metrics.count(of: .pixelsRefused, reason: reason) == before + 1)
      }
      let script = try await web.connect()
      try await script.send("GET /pixel.js?\(long) HTTP/1.1\r\nhost: a\r\n\r\n")
      #expect(try await script.answer().status == 431)
      await script.close()
      #expect(web.services.metrics.count(of: .pixelsRefused, reason: "headers_too_large") == 4)
      #expect(log.lines.count { $0 == "nothing of a pixel was kept reason=headers_too_large" } == 4)
      #expect(log.lines.count { $0 == "nothing of a pixel was kept reason=malformed" } == 3)
    }
  }

  @Test func whoeverAsksForTheHeadersAloneSaysNothing() async throws {
    try await withBrowserShop { shop in
      let key = try #require(try shop.entry.pixelKeys.first)
      let head = try await shop.web.request("HEAD", "/pixel.gif?\(signedQuery(Self.order, with: key))")
      #expect(head.status == 200 && head["content-length"] == "43" && head["content-type"] == "image/gif")
      try await shop.settle()
      #expect(try await shop.sale() == nil)
    }
  }

  @Test func aSignedPixelIsAsGoodAsTheCartsCall() async throws {
    try await withBrowserShop { shop in
      let token = try await shop.token(subID: "x")
      let key = try #require(try shop.entry.pixelKeys.first)
      // The script adds the click behind the signature.
      expectImage(try await shop.web.get("/pixel.gif?\(signedQuery(Self.order, with: key))&click=\(token)&tax=99"))
      try await shop.settle()
      let sale = try #require(try await shop.sale())
      #expect(sale.amounts.totalMinor == 10_800 && sale.amounts.lines.map(\.sku) == ["mug"])
      #expect(sale.receipt.winner?.partner == shop.partners["anna"]?.id)
      #expect(try await shop.rows(keys: [.subID]).map { $0.subID?.text } == ["x"])
      #expect(try await shop.figures().commissionMinor == 1_000)
      #expect(try await shop.claims().isEmpty)
      #expect(shop.count(.pixels, "recorded") == 1)
      // A reload, and another signed pixel of the same order with other money.
      expectImage(try await shop.web.get("/pixel.gif?\(signedQuery(Self.order, with: key))"))
      expectImage(try await shop.web.get("/pixel.gif?\(signedQuery("order_id=1&tax=1", with: key))"))
      try await shop.settle()
      #expect(shop.count(.pixels, "recorded_before") == 1 && shop.count(.pixels, "joined_other_money") == 1)
      #expect(try await shop.sale()?.amounts.totalMinor == 10_800)
    }
  }

  @Test func aKeySignsUntilItsSecondSuccessor() async throws {
    try await withBrowserShop { shop in
      let first = try #require(try shop.entry.pixelKeys.first)
      for (number, isGood) in [true, true, false].enumerated() {
        if number > 0 {
          _ = try await shop.web.store.perform(.rotatePixelKey(program: shop.program.id, at: BrowserShop.now))
        }
        expectImage(try await shop.web.get("/pixel.gif?\(signedQuery("order_id=k\(number)", with: first))"))
        try await shop.settle()
        #expect(shop.count(.pixels, "recorded") == (isGood ? number + 1 : number))
      }
      #expect(shop.count(.pixelsRefused, "bad_signature") == 1)
    }
  }

  @Test func aKeyOfAnotherProgramSignsNothing() async throws {
    try await withWeb { web in
      let mugs = try await BrowserShop(on: web)
      let hats = try await BrowserShop(on: web, .init(slug: "hats"))
      let key = try #require(try hats.entry.pixelKeys.first)
      expectImage(try await web.get("/pixel.gif?\(signedQuery("program=mugs&\(Self.order)", with: key))"))
      try await mugs.settle()
      #expect(try await mugs.sale() == nil)
      #expect(try await mugs.claims().isEmpty)
      #expect(mugs.count(.pixelsRefused, "bad_signature") == 1)
      // Whatever stands behind the signature, the program is the one that was signed.
      expectImage(try await web.get("/pixel.gif?\(signedQuery("program=hats&order_id=1", with: key))&program=mugs"))
      try await hats.settle()
      #expect(try await hats.sale() != nil)
      #expect(try await mugs.sale() == nil)
    }
  }

  @Test(arguments: [true, false])
  func anUnsignedPixelIsAClaimUntilTheCartSaysTheSame(pixelFirst: Bool) async throws {
    try await withBrowserShop { shop in
      let token = try await shop.token()
      func pixel() async throws {
        expectImage(try await shop.web.get("/pixel.gif?\(Self.order)&click=\(token)"))
        try await shop.settle()
      }
      func call() async throws {
        _ = try await shop.web.admin.recordConversion(
          RecordConversionRequest(
            program: "mugs", kind: .sale, orderId: "1", items: [Item(sku: "mug", unitPriceMinor: 10_000)], taxMinor: 800
          ))
      }
      if pixelFirst {
        try await pixel()
        #expect(try await shop.sale() == nil)
        #expect(try await shop.claims().map(\.orderID.text) == ["1"])
        #expect(try await shop.figures().flaggedUnconfirmed == 1)
        #expect(try await shop.figures().sales == 0)
        try await pixel()
        #expect(shop.count(.pixels, "repeat") == 1 && shop.count(.pixels, "unconfirmed") == 1)
        try await call()
      } else {
        try await call()
        #expect(try await shop.figures().sales == 0)
        try await pixel()
        #expect(shop.count(.pixels, "recorded_before") == 1)
      }
      #expect(try await shop.claims().isEmpty)
      let figures = try await shop.figures()
      #expect(figures.sales == 1 && figures.commissionMinor == 1_000 && figures.flaggedUnconfirmed == 0)
      #expect(try await shop.web.store.check() == [])
    }
  }

  @Test func aForgedPixelMovesNoMoney() async throws {
    try await withBrowserShop { shop in
      let token = try await shop.token("ben")
      _ = try await shop.web.admin.recordConversion(
        RecordConversionRequest(program: "mugs", kind: .sale, orderId: "1", items: [Item(unitPriceMinor: 10_000)]))
      for forged in ["order_id=1&item_price_1=999.00", "order_id=2&item_price_1=999.00", "order_id=1&kind=lead"] {
        expectImage(try await shop.web.get("/pixel.gif?\(forged)&click=\(token)"))
      }
      try await shop.settle()
      let figures = try await shop.figures("ben")
      #expect(figures.sales == 0 && figures.leads == 0 && figures.commissionMinor == 0)
      #expect(figures.flaggedUnconfirmed == 3 && shop.count(.pixels, "unconfirmed") == 3)
      #expect(try await shop.sale()?.amounts.totalMinor == 10_000)
    }
  }

  @Test func theCookieOfTheTrackingHostIsEvidence() async throws {
    try await withBrowserShop { shop in
      let link = try await shop.web.get("/t?p=anna")
      let cookie = String(try #require(link["set-cookie"]).prefix { $0 != ";" })
      let key = try #require(try shop.entry.pixelKeys.first)
      let signed = signedQuery("order_id=1&item_price_1=10.00&click=&coupon=none&email=a@b.example", with: key)
      expectImage(try await shop.web.get("/pixel.gif?\(signed)", headers: [("cookie", "a=b; \(cookie)")]))
      expectImage(
        try await shop.web.get(
          "/pixel.gif?\(signedQuery("order_id=2&kind=lead", with: key))", headers: [("cookie", "tributary=x")]))
      try await shop.settle()
      let sale = try #require(try await shop.sale())
      #expect(sale.receipt.winner?.partner == shop.partners["anna"]?.id)
      #expect(sale.receipt.candidates.map(\.evidence.kind).sorted() == [.coupon, .visitorID, .email])
      let lead = try await shop.web.store.conversion(
        program: shop.program.id, kind: .lead, order: OrderID("2"), refund: nil)
      #expect(lead?.receipt.candidates.isEmpty == true)
    }
  }

  @Test(arguments: [(PartnerProgram.Plan.starter, false), (.plus, false), (.pro, true), (.enterprise, true)])
  func thePlanMustHaveIt(plan: PartnerProgram.Plan, isTaken: Bool) async throws {
    try await withBrowserShop(.init(plan: plan)) { shop in
      expectImage(try await shop.web.get("/pixel.gif?order_id=1"))
      try await shop.settle()
      #expect(shop.count(.pixelsRefused, "plan") == (isTaken ? 0 : 1))
      #expect(shop.count(.pixels, "unconfirmed") == (isTaken ? 1 : 0))
      // Links and forms are never gated.
      #expect(try await shop.web.get("/t?p=anna").status == 302)
      #expect(try await shop.figures().visits == 1)
    }
  }
}
