/// Hosts that visitors may be sent to: one, or every one below a name.
public struct AllowedHost: Hashable, Sendable, CustomStringConvertible {
  /// The pattern: "shop.example.com", with ":PORT" where the port is not the scheme's own, or "*.example.com" for every
  /// host below that name, at the schemes' own ports, but not the name itself.
  public let text: String

  private static let wildcard = "*."

  /// Reads a pattern. Capital letters become small ones.
  ///
  /// - Throws: A ``FieldError`` of `field` when it is none.
  public init(_ text: String, field: String = "host") throws(FieldError) {
    var text = text
    guard let pattern = text.withUTF8({ Self.canonical(UnsafeRawBufferPointer($0)) }) else {
      throw FieldError(
        field: field, message: #"must be a host such as "shop.example.com", "localhost:8080" or "*.example.com""#)
    }
    self.text = pattern
  }

  private static func canonical(_ bytes: UnsafeRawBufferPointer) -> String? {
    guard bytes.starts(with: wildcard.utf8) else { return HostText.canonical(bytes[...], schemePort: nil) }
    let name = bytes[wildcard.utf8.count...]
    // An address has nothing below it, and a port would have to be each host's.
    guard HostText.isName(name), IPv4Text.parse(UnsafeRawBufferPointer(rebasing: name)) == nil else { return nil }
    return wildcard + String(decoding: name.map(ASCII.lowercased), as: UTF8.self)
  }

  /// Whether a host is one of them.
  ///
  /// - Parameter host: As in ``WebAddress/host``.
  public func matches(_ host: String) -> Bool {
    guard text.hasPrefix(Self.wildcard) else { return host == text }
    let ending = text.utf8.dropFirst()
    return host.utf8.count > ending.count && host.utf8.suffix(ending.count).elementsEqual(ending)
      && host.utf8.first != ASCII.dot
  }

  /// The pattern.
  public var description: String { text }
}
