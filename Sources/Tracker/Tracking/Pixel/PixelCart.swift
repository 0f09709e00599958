internal import TributaryProtocol

/// One platform's way to write the pixel.
protocol PixelCart {
  /// Who signs what the pixel says.
  static var signing: PixelSigning { get }

  /// The code to paste as a template named `snippet`, and the partial templates that it uses.
  static var templates: [String: String] { get }

  /// Writes a text so that it means itself between the quotation marks of the code's language.
  static func quoted(_ text: String) -> String

  /// Where to paste the code and what to do first, step by step.
  static func steps(_ settings: PixelSettings) -> [String]

  /// What each parameter means, in the order of the query.
  static func parameters(_ settings: PixelSettings) -> [PixelParameter]
}

/// Who signs what a pixel says.
enum PixelSigning {
  /// The snippet does, on the merchant's server.
  case byTheSnippet
  /// Whoever fills the snippet in may.
  case byTheDeveloper
  /// Nobody can: the code runs in the customer's browser.
  case impossible
}

extension PixelCart {
  /// The parameters of a snippet that loops over the items, each with the value of the cart that fills it.
  static func parameters(
    _ settings: PixelSettings, filledFrom origins: [PixelField: String]
  ) -> [PixelParameter] {
    PixelField.allCases.compactMap { field in
      guard settings.kind == .sale || !field.isOfSalesOnly, let origin = origins[field] else { return nil }
      return field.parameter(
        named: field.name(number: "N"), kind: settings.kind, filledFrom: origin.isEmpty ? nil : origin)
    }
  }
}
