internal import ArgumentParser
internal import TributaryClient

/// `tributary pixel`
struct PixelCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "pixel",
    abstract: "Print the tracking pixel for the confirmation page of a cart.",
    discussion: """
      The code to paste goes to standard output; where to paste it and what its parameters mean goes to standard error. \
      With --format csv the parameters are the result, with json all of it is.

      Where the platform's own server runs the code, it signs what the pixel says and holds the secret: keep it out of \
      public places. What is not signed stays unconfirmed until the cart records the same order of the same customer, \
      or a manager confirms it.

      Needs a key of scope server or above.

      Examples:
        tributary pixel --platform woocommerce >> functions.php
        tributary pixel --platform prestashop > tributarypixel.php
        tributary pixel --platform django-oscar --program shop
        tributary pixel --items 3 > pixel.html
        tributary pixel --kind lead --format json
      """)

  @OptionGroup var program: ProgramOption

  @Option(help: "The cart that the code is for; plain is HTML with placeholders.")
  var platform = Platform.plain

  @Option(help: "Which conversion the page confirms.")
  var kind = PixelKind.sale

  @Option(help: ArgumentHelp("How many items plain HTML shows, 1 to 20.", valueName: "count"))
  var items: Int32 = 1

  @OptionGroup var shared: SharedOptions

  /// The carts that there is code for.
  enum Platform: String, CaseIterable, ExpressibleByArgument {
    case plain
    case woocommerce
    case shopify
    case magento
    case prestashop
    case opencart
    case djangoOscar = "django-oscar"

    /// The platform in the request.
    var requested: PixelPlatform {
      switch self {
      case .plain: .plain
      case .woocommerce: .woocommerce
      case .shopify: .shopify
      case .magento: .magento
      case .prestashop: .prestashop
      case .opencart: .opencart
      case .djangoOscar: .djangoOscar
      }
    }
  }

  /// The conversions that a page can confirm.
  enum PixelKind: String, CaseIterable, ExpressibleByArgument {
    case sale
    case lead
  }

  func validate() throws {
    guard (1...20).contains(items) else { throw ValidationError("--items is from 1 to 20.") }
  }

  func execute(_ session: Session) async throws {
    let response = try await session.client.pixelSnippet(
      GetPixelSnippetRequest(
        program: program.resolved(session), platform: platform.requested, kind: kind == .sale ? .sale : .lead,
        itemCount: items))
    let presentation = PixelPresentation(response: response)
    try session.write(presentation)
    if session.format == .table {
      session.remark(presentation.explanation(style: session.errorStyle))
    }
  }
}
