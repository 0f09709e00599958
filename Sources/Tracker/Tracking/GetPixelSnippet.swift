internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// `tributary.v1.Tracking/GetPixelSnippet`.
extension Tracker {
  func getPixelSnippet(
    _ request: GetPixelSnippetRequest, _ key: APIKeyEntry
  ) async throws -> GetPixelSnippetResponse {
    let entry = try program(request.program, visibleTo: key)
    let program = entry.program
    switch request.platform {
    case .unspecified, .plain: break
    case .woocommerce, .shopify, .magento, .prestashop, .opencart, .djangoOscar:
      throw FieldError(field: "platform", message: "is not served yet")
    case .unrecognized(let number):
      throw FieldError(field: "platform", message: "\(number) is not known to this server")
    }
    guard [.unspecified, .lead, .sale].contains(request.kind) else {
      throw FieldError(field: "kind", message: "must be lead or sale: no page confirms a refund")
    }
    guard (0...PixelSnippet.maximumItemCount).contains(Int(request.itemCount)) else {
      throw FieldError(
        field: "item_count", message: "must be between 1 and \(PixelSnippet.maximumItemCount), or 0 for 1")
    }
    try Gating.require(Gating.missing(.pixel, of: account(of: entry)), for: "the tracking pixel")
    let snippet = PixelSnippet(
      program: program.slug.text,
      origin: program.trackingURL.isEmpty ? PixelSnippet.placeholderOrigin : program.trackingURL,
      kind: request.kind == .lead ? .lead : .sale,
      itemCount: max(1, Int(request.itemCount)))
    return GetPixelSnippetResponse(html: try snippet.html(), parameters: snippet.parameters)
  }
}
