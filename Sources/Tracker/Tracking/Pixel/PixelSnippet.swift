internal import TributaryProtocol

/// A tracking pixel for the confirmation page of one cart: what to paste, where, and what it sends back.
struct PixelSnippet {
  /// Stands for the tracking host where the program names none.
  static let placeholderOrigin = "https://YOUR-TRACKING-HOST"
  /// Items that a snippet shows at most.
  static let maximumItemCount = 20

  let settings: PixelSettings
  let cart: any PixelCart.Type

  /// Makes the snippet of a platform; nil when this server does not know it.
  init?(settings: PixelSettings, platform: TributaryProtocol.PixelPlatform) {
    guard let cart = Self.cart(of: platform) else { return nil }
    self.settings = settings
    self.cart = cart
  }

  private static func cart(of platform: TributaryProtocol.PixelPlatform) -> (any PixelCart.Type)? {
    switch platform {
    case .unspecified, .plain: PlainPixel.self
    case .woocommerce: WooCommercePixel.self
    case .shopify: ShopifyPixel.self
    case .magento: MagentoPixel.self
    case .prestashop: PrestaShopPixel.self
    case .opencart: OpenCartPixel.self
    case .djangoOscar: DjangoOscarPixel.self
    case .unrecognized: nil
    }
  }

  /// The reply that hands the snippet over. The key is in it only when whoever pastes the snippet can sign with it.
  ///
  /// - Throws: what the template library finds wrong with a template, which is a defect of ours.
  func response() throws -> GetPixelSnippetResponse {
    GetPixelSnippetResponse(
      html: try SnippetTemplate.render(cart.templates, for: settings, as: cart.self),
      parameters: cart.parameters(settings),
      instructions: instructions,
      signedByServer: cart.signing == .byTheSnippet,
      signingKeyId: cart.signing == .impossible ? "" : settings.key.id,
      signingSecret: cart.signing == .impossible ? "" : settings.key.secret)
  }

  private var instructions: String {
    var steps = cart.steps(settings)
    if settings.origin == Self.placeholderOrigin {
      steps.insert(
        "The program has no tracking_url yet: set it and ask for the pixel again, or replace \(settings.origin).", at: 0
      )
    }
    if cart.signing == .byTheSnippet {
      steps.append(
        "The code holds the secret that signs: keep it on the server and out of public repositories. When the pixel key "
          + "is rotated, paste the new code before the rotation after it.")
    }
    guard steps.count > 1 else { return steps.joined() }
    return steps.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\n")
  }
}
