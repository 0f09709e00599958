internal import PartnerProgram

/// How many things a page may hold. A limit with a name, so that no reply is as large as the database.
struct PageSize {
  /// Rows of a report.
  static let report = PageSize(standard: 1_000, maximum: 10_000)
  /// Accounts, programs, partners or keys of a list.
  static let list = PageSize(standard: 100, maximum: 1_000)

  private let standard: Int
  private let maximum: Int

  /// The limit that a request asks for; 0 means the standard one.
  ///
  /// - Throws: a ``FieldError`` of `page_size`.
  func limit(_ sent: Int32) throws(FieldError) -> Int {
    guard (0...maximum).contains(Int(sent)) else {
      throw FieldError(field: "page_size", message: "must be between 1 and \(maximum), or 0 for \(standard)")
    }
    return sent == 0 ? standard : Int(sent)
  }
}
