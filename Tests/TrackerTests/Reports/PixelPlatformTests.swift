import TTRPC
import Testing
import TributaryClient

/// What the snippets of all platforms have in common. That they do what they say is for Tests/Snippets, which runs them.
@Suite("GetPixelSnippet by platform") struct PixelPlatformTests {
  static let signing: [PixelPlatform] = [.woocommerce, .magento, .prestashop, .opencart, .djangoOscar]

  /// The names of the parameters of a sale whose snippet signs.
  private static let signed = [
    "program", "kind", "order_id", "email", "customer_id", "currency", "tax", "shipping", "discount", "coupon",
    "item_id_N", "item_price_N", "item_quantity_N", "sig",
  ]

  private func snippet(
    _ shop: Shop, _ platform: PixelPlatform, kind: ConversionKind = .sale
  ) async throws -> GetPixelSnippetResponse {
    try await shop.cart.call(
      TrackingService.getPixelSnippet,
      GetPixelSnippetRequest(program: shop.program, platform: platform, kind: kind))
  }

  @Test(arguments: signing)
  func `signs where the platform's server runs the code`(_ platform: PixelPlatform) async throws {
    try await withShop(.init(trackingURL: "https://go.mugs.example")) { shop in
      let plain = try await snippet(shop, .plain)
      let snippet = try await snippet(shop, platform)
      #expect(snippet.signedByServer)
      #expect(snippet.signingKeyId == plain.signingKeyId)
      #expect(snippet.signingSecret == plain.signingSecret)
      #expect(snippet.html.contains(snippet.signingSecret))
      #expect(snippet.html.contains("sig=\(snippet.signingKeyId)."))
      #expect(snippet.html.contains("https://go.mugs.example"))
      #expect(snippet.parameters.map(\.name) == Self.signed)
      #expect(
        snippet.parameters.filter(\.required).map(\.name) == [
          "program", "kind", "order_id", "item_id_N", "item_price_N",
        ])
      #expect(snippet.instructions.contains("keep it on the server"))
      #expect(!snippet.instructions.contains(snippet.signingSecret))
    }
  }

  @Test func `gives Shopify no key, because its code runs in the browser`() async throws {
    try await withShop { shop in
      let secret = try await snippet(shop, .plain).signingSecret
      let snippet = try await snippet(shop, .shopify)
      #expect(!snippet.signedByServer)
      #expect(snippet.signingKeyId.isEmpty && snippet.signingSecret.isEmpty)
      #expect(!snippet.html.contains(secret) && !snippet.instructions.contains(secret))
      #expect(snippet.parameters.map(\.name) == Self.signed.dropLast() + ["click"])
      #expect(snippet.instructions.contains("cannot sign"))
    }
  }

  @Test(arguments: signing + [.shopify])
  func `reports a lead without money`(_ platform: PixelPlatform) async throws {
    try await withShop { shop in
      let snippet = try await snippet(shop, platform, kind: .lead)
      let last = platform == .shopify ? "click" : "sig"
      #expect(
        snippet.parameters.map(\.name) == ["program", "kind", "order_id", "email", "customer_id", "coupon", last])
      #expect(!snippet.html.contains("item_price") && !snippet.html.contains("currency"))
      #expect(snippet.html.contains("lead"))
    }
  }

  @Test(arguments: signing + [.shopify, .plain])
  func `says where to paste it, and leaves nothing of a template behind`(_ platform: PixelPlatform) async throws {
    try await withShop { shop in
      for kind in [ConversionKind.sale, .lead] {
        let snippet = try await snippet(shop, platform, kind: kind)
        #expect(snippet.html.contains("mugs"))
        for sign in ["<%", "%>", "{{%", "{{="] { #expect(!snippet.html.contains(sign), "\(sign)") }
        #expect(snippet.instructions.hasPrefix("1. "))
        #expect(snippet.parameters.allSatisfy { $0.description.hasSuffix(".") })
      }
    }
  }
}
