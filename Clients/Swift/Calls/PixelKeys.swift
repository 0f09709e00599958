extension TributaryClient {
  /// Makes a new key that signs a program's pixels. The one before stays good until the next rotation; the one before
  /// that is good no more.
  ///
  /// The call is sent once: when it fails with `unavailable` or `deadlineExceeded`, a key may have been made that nobody
  /// knows, and rotating again ends the one that pages still use.
  ///
  /// - Returns: the key's name and its secret, which is for the merchant's servers only.
  /// - Throws: ``TributaryError``: `notFound`, `failedPrecondition` when the plan has no pixels.
  public func rotatePixelKey(program: String) async throws(TributaryError) -> RotatePixelKeyResponse {
    try await call(ProgramsService.rotatePixelKey, RotatePixelKeyRequest(program: program), .sendOnce)
  }
}
