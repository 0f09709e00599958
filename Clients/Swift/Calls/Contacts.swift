extension TributaryClient {
  /// Gets a contact with its referrers.
  ///
  /// - Parameter request: names the contact by its e-mail address or by the shop's number, one of the two.
  /// - Throws: ``TributaryError``: `notFound`, `invalidArgument` naming the field.
  public func contact(_ request: GetContactRequest) async throws(TributaryError) -> Contact {
    try await call(ProgramsService.getContact, request, .idempotent).contact.required("contact")
  }

  /// Erases a contact: its e-mail addresses and numbers disappear from the contact, from its orders and from their
  /// receipts. No balance and no report changes.
  ///
  /// The call is sent once: when it fails with `unavailable` or `deadlineExceeded`, the contact may be erased, and asking
  /// again then answers `notFound`.
  ///
  /// - Parameter request: names the contact by its e-mail address or by the shop's number, one of the two.
  /// - Returns: how many conversions do not name the contact any more.
  /// - Throws: ``TributaryError``: `notFound`, `invalidArgument` naming the field.
  public func eraseContact(_ request: EraseContactRequest) async throws(TributaryError) -> EraseContactResponse {
    try await call(ProgramsService.eraseContact, request, .sendOnce)
  }
}
