internal import Mustache
internal import PartnerProgram

/// Renders the code of a snippet.
///
/// The tags of the templates stand between `<%` and `%>`, because braces belong to the languages that are written.
enum SnippetTemplate {
  /// The name of the template that a snippet begins with.
  static let main = "snippet"

  /// Renders the template named ``main``.
  ///
  /// - Throws: what the template library finds wrong with a template, which is a defect of ours.
  static func render(
    _ templates: [String: String], for settings: PixelSettings, as cart: any PixelCart.Type
  ) throws -> String {
    let library = MustacheLibrary(
      templates: try templates.mapValues { try MustacheTemplate(string: header + $0) })
    let values: [String: Any] = [
      "program": cart.quoted(settings.program),
      "origin": cart.quoted(settings.origin),
      "originAttribute": cart.quoted(SnippetText.html(settings.origin)),
      "keyID": cart.quoted(settings.key.id),
      "secret": cart.quoted(settings.key.secret),
      "kind": settings.kind.rawValue,
      "event": settings.kind == .lead ? "lead" : "order",
      "sale": settings.kind == .sale,
      "unusualDecimals": unusualDecimals.map { ["decimals": String($0.decimals), "codes": $0.codes] },
      "placeholders": PlainPixel.placeholders(settings).map { ["name": $0.name, "placeholder": $0.placeholder] },
    ]
    return library.render(values, withTemplate: main) ?? ""
  }

  private static let header = "{{% CONTENT_TYPE: TEXT }}\n{{=<% %>=}}\n"

  /// The currencies whose amounts do not have the two decimals that are usual.
  private static let unusualDecimals: [(decimals: Int, codes: String)] =
    Dictionary(grouping: Currency.all, by: \.exponent)
    .filter { $0.key != 2 }
    .sorted { $0.key < $1.key }
    .map { ($0.key, $0.value.map(\.code).joined(separator: " ")) }
}
