/// The address of a tracking host, which is written into other people's web pages and must be harmless there.
public enum TrackingURL {
  private static let schemes = ["https://", "http://"]
  /// Characters that end an attribute or an element of HTML, begin a query or a fragment, or are refused in a URL by
  /// RFC 3986.
  private static let refused = Set(#""'<>\^`{|}?#&"#.utf8)

  /// Whether a text is an `http` or `https` address with a host and without query, or empty.
  ///
  /// - Throws: A ``FieldError`` of `field` when it is not.
  public static func check(_ text: String, field: String) throws(FieldError) {
    guard !text.isEmpty else { return }
    try TextRule.pageURL.check(text, field: field)
    let host = schemes.first(where: text.hasPrefix).map { text.utf8.dropFirst($0.utf8.count) }
    guard let host, let first = host.first, ASCII.isAlphanumeric(first) || first == UInt8(ascii: "["),
      host.allSatisfy({ (0x21...0x7E).contains($0) && !refused.contains($0) })
    else {
      throw FieldError(
        field: field, message: #"must be an http or https address without query, such as "https://go.example.com""#)
    }
  }
}
