internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// The method of `tributary.v1.Programs` about keys that sign pixels.
extension Tracker {
  func rotatePixelKey(_ request: RotatePixelKeyRequest, _ key: APIKeyEntry) async throws -> RotatePixelKeyResponse {
    let program = try program(request.program, visibleTo: key)
    try Gating.require(Gating.missing(.pixel, of: account(of: program)), for: "a key for pixels")
    let outcome = try await store.perform(.rotatePixelKey(program: program.id, at: now()))
    guard case .pixelKey(let made) = outcome else { throw RPCError.mismatchedOutcome(outcome) }
    return RotatePixelKeyResponse(id: made.id, secret: made.secret)
  }
}
