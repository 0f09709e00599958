/// The cookie of the tracking host that remembers a visitor.
enum VisitorCookie {
  /// Its name.
  static let name = "tributary"
  /// How long browsers keep it, in seconds: 400 days, the most that they allow (RFC 6265bis, section 5.5).
  static let maximumAge = 34_560_000

  /// Its value in a Cookie header; nil when it is not there. The first one counts: browsers send the one of the longest
  /// path first (RFC 6265, section 5.4).
  static func value(in header: String?) -> String? {
    guard let header else { return nil }
    for pair in header.utf8.split(separator: UInt8(ascii: ";")) {
      let pair = pair.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      guard let mark = pair.firstIndex(of: UInt8(ascii: "=")), pair[..<mark].elementsEqual(name.utf8) else { continue }
      return String(Substring(pair[pair.index(after: mark)...]))
    }
    return nil
  }

  /// The value of a Set-Cookie header that keeps a token.
  ///
  /// - Parameters:
  ///   - token: Characters that need no encoding.
  ///   - isSecure: Whether the browser came by TLS. It may then be sent along with pixels on other sites, which browsers
  ///     only allow of secure ones: a cookie that is lax is sent with links alone.
  static func setting(_ token: String, isSecure: Bool) -> String {
    let policy = isSecure ? "Secure; SameSite=None" : "SameSite=Lax"
    return "\(name)=\(token); Path=/; Max-Age=\(maximumAge); HttpOnly; \(policy)"
  }
}
