extension WebAddress {
  /// What an address begins with.
  enum Scheme: String, CaseIterable {
    case http = "http://"
    case https = "https://"

    /// The port that is not written.
    var port: Int { self == .http ? 80 : 443 }
  }

  /// What an address is made of.
  struct Parts {
    let scheme: Scheme
    /// The host in lower case, with ":PORT" where the port is not the scheme's own.
    let host: String
    /// What follows the host: empty, or from "/", "?" or "#" on.
    let rest: String

    /// Reads an address; nil when it is none.
    init?(_ bytes: UnsafeRawBufferPointer) {
      guard let scheme = Scheme.allCases.first(where: { Self.hasPrefix(bytes, $0.rawValue) }) else { return nil }
      let body = bytes[scheme.rawValue.utf8.count...]
      let end = body.firstIndex { $0 == ASCII.slash || $0 == ASCII.questionMark || $0 == ASCII.numberSign }
      let authority = body[..<(end ?? body.endIndex)]
      let rest = body[(end ?? body.endIndex)...]
      guard let host = HostText.canonical(authority, schemePort: scheme.port), Self.isRest(rest) else { return nil }
      self.scheme = scheme
      self.host = host
      self.rest = String(decoding: rest, as: UTF8.self)
    }

    /// Whether bytes begin with a text of small letters, in letters of either case.
    private static func hasPrefix(_ bytes: UnsafeRawBufferPointer, _ prefix: String) -> Bool {
      bytes.count >= prefix.utf8.count && zip(bytes, prefix.utf8).allSatisfy { ASCII.lowercased($0) == $1 }
    }

    /// Characters that end an attribute or an element of HTML, that browsers take for others, or that RFC 3986 allows
    /// nowhere.
    private static let refused = Set(#""<>\^`{|}"#.utf8)

    /// Whether bytes may be path, query and fragment: printable ASCII, with "%" only before two hexadecimal digits.
    private static func isRest(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
      for (position, byte) in zip(bytes.indices, bytes) {
        guard (0x21...0x7E).contains(byte), !refused.contains(byte) else { return false }
        guard byte == ASCII.percent else { continue }
        guard bytes.endIndex - position > 2, ASCII.hexadecimalValue(bytes[position + 1]) != nil,
          ASCII.hexadecimalValue(bytes[position + 2]) != nil
        else { return false }
      }
      return true
    }
  }
}
