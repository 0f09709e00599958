import TTRPC
import Testing
import TributaryClient

@Suite("GetPixelSnippet") struct PixelSnippetTests {
  private func snippet(
    _ shop: Shop, kind: ConversionKind = .unspecified, items: Int32 = 0,
    platform: PixelPlatform = .unspecified
  ) async throws -> GetPixelSnippetResponse {
    try await shop.cart.call(
      TrackingService.getPixelSnippet,
      GetPixelSnippetRequest(program: shop.program, platform: platform, kind: kind, itemCount: items))
  }

  /// The query of the image's address, as a browser reads it, in pairs.
  private func query(of html: String) throws -> [(name: String, value: String)] {
    let source = try #require(html.split(separator: "src=\"").last?.split(separator: "\"").first)
    let query = try #require(source.split(separator: "?", maxSplits: 1).last)
    return query.replacing("&amp;", with: "&").split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1)
      return (String(parts[0]), parts.count == 2 ? String(parts[1]) : "")
    }
  }

  @Test func `for a sale asks for the order, its money and its items, and explains each parameter`() async throws {
    try await withShop(.init(trackingURL: "https://go.mugs.example")) { shop in
      let snippet = try await snippet(shop)
      #expect(snippet.html.contains(#"src="https://go.mugs.example/pixel.gif?program=mugs&amp;kind=sale&amp;"#))
      let query = try query(of: snippet.html)
      #expect(
        query.map(\.name) == [
          "program", "kind", "order_id", "email", "customer_id", "currency", "tax", "shipping", "discount", "coupon",
          "item_id_1", "item_price_1", "item_quantity_1",
        ])
      #expect(query.dropFirst(2).allSatisfy { $0.value.hasPrefix("{{") && $0.value.hasSuffix("}}") })
      #expect(Set(query.map(\.value)).count == query.count)
      #expect(snippet.html.contains(#"src="https://go.mugs.example/pixel.js?program=mugs&amp;kind=sale&amp;"#))
      #expect(snippet.parameters.map(\.name) == query.map(\.name) + ["sig"])
      #expect(snippet.parameters.allSatisfy { $0.description.hasSuffix(".") })
      #expect(
        snippet.parameters.filter(\.required).map(\.name) == [
          "program", "kind", "order_id", "item_id_1", "item_price_1",
        ])
    }
  }

  @Test func `leads to the tracking host whether or not its address ends in a slash`() async throws {
    for url in ["https://go.mugs.example/x", "https://go.mugs.example/x/", "https://go.mugs.example/x//"] {
      try await withShop(.init(trackingURL: url)) { shop in
        for platform in [PixelPlatform.plain, .woocommerce, .djangoOscar, .shopify] {
          let code = try await snippet(shop, platform: platform).html
          #expect(!code.contains("x//") && code.contains("https://go.mugs.example/x"), "\(url) \(platform)")
        }
      }
    }
  }

  @Test func `for a lead asks for the entry and the person alone`() async throws {
    try await withShop { shop in
      let snippet = try await snippet(shop, kind: .lead)
      let query = try query(of: snippet.html)
      #expect(query.map(\.name) == ["program", "kind", "order_id", "email", "customer_id", "coupon"])
      #expect(query[1].value == "lead")
      #expect(snippet.parameters.map(\.name) == query.map(\.name) + ["sig"])
    }
  }

  @Test func `shows as many items as were asked for, 1 to 20`() async throws {
    try await withShop { shop in
      for (asked, shown) in [(0, 1), (1, 1), (2, 2), (20, 20)] as [(Int32, Int)] {
        let names = try query(of: try await snippet(shop, items: asked).html).map(\.name)
        #expect(names.filter { $0.hasPrefix("item_price_") } == (1...shown).map { "item_price_\($0)" })
      }
      for wrong: Int32 in [-1, 21, .max] {
        await expectRefusal(.invalidArgument, "item_count") { try await snippet(shop, items: wrong) }
      }
    }
  }

  @Test func `shows a placeholder where the tracking host is not known`() async throws {
    try await withShop { shop in
      let unknown = try await snippet(shop)
      #expect(unknown.html.contains(#"src="https://YOUR-TRACKING-HOST/pixel.gif?"#))
      #expect(unknown.instructions.hasPrefix("1. The program has no tracking_url yet"))
    }
    try await withShop(.init(trackingURL: "https://go.mugs.example")) { shop in
      let known = try await snippet(shop)
      #expect(!known.instructions.contains("tracking_url"))
    }
  }

  @Test func `is plain unless another platform is known, and for leads and sales only`() async throws {
    try await withShop { shop in
      let plain = try await snippet(shop, kind: .sale, platform: .plain)
      #expect(try await snippet(shop) == plain)
      await expectRefusal(.invalidArgument, "platform") {
        try await snippet(shop, platform: PixelPlatform(rawValue: 99))
      }
      for kind in [ConversionKind.refund, ConversionKind(rawValue: 99)] {
        await expectRefusal(.invalidArgument, "kind") { try await snippet(shop, kind: kind) }
      }
      await expectRefusal(.notFound, "program") {
        try await shop.cart.call(TrackingService.getPixelSnippet, GetPixelSnippetRequest(program: "cups"))
      }
    }
  }

  @Test func `hands the key over with plain HTML, which says that it is not signed`() async throws {
    try await withShop { shop in
      let snippet = try await snippet(shop)
      #expect(!snippet.signedByServer)
      #expect(snippet.signingKeyId.count == 8 && snippet.signingSecret.count == 43)
      #expect(!snippet.html.contains(snippet.signingSecret) && !snippet.html.contains(snippet.signingKeyId))
      #expect(snippet.html.contains("Not signed yet."))
      #expect(snippet.instructions.contains("HMAC-SHA256"))
      #expect(snippet.instructions.contains("&sig=\(snippet.signingKeyId)."))
    }
  }

  @Test func `holds nothing of the program that could leave its place in the page`() async throws {
    // What would break out of the attribute is refused with the program, and what is left is harmless.
    try await withShop { shop in
      for url in [
        #"https://x.example/"><script>"#, "https://x.example/'", "https://x.example/?a=b", "https://x.example/#f",
        "https://x.example/ y", "javascript:alert(1)", "//x.example", "x.example", "https://",
        "https://x.example/{{a}}",
        "https://x.example/a&b", "https://" + String(repeating: "x", count: 2_041),
      ] {
        await expectRefusal(.invalidArgument, "program.tracking_url", "\(url)") {
          try await shop.owner.call(
            ProgramsService.updateProgram,
            UpdateProgramRequest(program: Program(slug: shop.program, trackingUrl: url)))
        }
      }
      _ = try await shop.owner.call(
        ProgramsService.updateProgram,
        UpdateProgramRequest(program: Program(slug: shop.program, trackingUrl: "http://[::1]:8080/go")))
      #expect(try await snippet(shop).html.contains(#"src="http://[::1]:8080/go/pixel.gif?"#))
    }
  }
}
