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
    guard [.unspecified, .lead, .sale].contains(request.kind) else {
      throw FieldError(field: "kind", message: "must be lead or sale: no page confirms a refund")
    }
    guard (0...PixelSnippet.maximumItemCount).contains(Int(request.itemCount)) else {
      throw FieldError(
        field: "item_count", message: "must be between 1 and \(PixelSnippet.maximumItemCount), or 0 for 1")
    }
    guard let signingKey = entry.pixelKeys.first else {
      throw RPCError(.internal, "program \(program.slug) has no key to sign pixels with")
    }
    let trackingURL = program.trackingURL.utf8.reversed().drop { $0 == UInt8(ascii: "/") }.reversed()
    let settings = PixelSettings(
      program: program.slug.text,
      origin: trackingURL.isEmpty ? PixelSnippet.placeholderOrigin : String(decoding: trackingURL, as: UTF8.self),
      kind: request.kind == .lead ? .lead : .sale,
      itemCount: max(1, Int(request.itemCount)),
      key: PixelSettings.Key(id: signingKey.id, secret: signingKey.secret))
    guard let snippet = PixelSnippet(settings: settings, platform: request.platform) else {
      throw FieldError(field: "platform", message: "\(request.platform.rawValue) is not known to this server")
    }
    try Gating.require(Gating.missing(.pixel, of: account(of: entry)), for: "the tracking pixel")
    return try snippet.response()
  }
}
