/// An absolute `http` or `https` address that visitors may be sent to.
///
/// What is taken is a grammar of what is allowed rather than a list of what is not: whatever two programs might read in
/// two ways, such as a user name before the host or a backslash, is no address here. Browsers read what is left as this
/// does (RFC 3986, and the URL standard of WHATWG for the host).
public struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address: scheme and host in lower case, without a port that is the scheme's own, and the rest as it was sent.
  public let text: String
  /// The host, with ":PORT" where the port is not the scheme's own, such as "shop.example.com" or "[::1]:8080".
  public let host: String
  /// Scheme and host, as browsers name where a page is from, such as "https://shop.example.com".
  public let origin: String

  /// The greatest length in bytes of an address that is sent.
  public static let maximumBytes = 2_048

  /// Reads an address; nil when it is none.
  public init?(_ text: String) {
    var text = text
    guard text.utf8.count <= Self.maximumBytes,
      let parts = text.withUTF8({ Parts(UnsafeRawBufferPointer($0)) })
    else { return nil }
    host = parts.host
    origin = parts.scheme.rawValue + host
    self.text = origin + parts.rest
  }

  /// Reads an address of a request.
  ///
  /// - Throws: A ``FieldError`` of `field` when it is none.
  public init(_ text: String, field: String) throws(FieldError) {
    guard let address = WebAddress(text) else {
      throw FieldError(
        field: field,
        message:
          #"must be an http or https address of at most 2,048 bytes without user name, such as "https://shop.example.com/""#
      )
    }
    self = address
  }

  private init(origin: String, host: String, rest: String) {
    self.host = host
    self.origin = origin
    text = origin + rest
  }

  /// Path, query and fragment as they were sent.
  private var rest: Substring { text[text.utf8.index(text.startIndex, offsetBy: origin.utf8.count)...] }

  /// The address with one more parameter at the end of its query, before the fragment. It may be longer than
  /// ``maximumBytes``.
  public func appendingQuery(name: String, value: String) -> WebAddress {
    var (path, query, fragment) = split
    let parameter = "\(PercentEncoding.encode(name))=\(PercentEncoding.encode(value))"
    query = query.map { $0.isEmpty ? parameter[...] : "\($0)&\(parameter)" } ?? parameter[...]
    if path.isEmpty { path = "/" }
    return WebAddress(origin: origin, host: host, rest: "\(path)?\(query ?? "")\(fragment)")
  }

  /// The address with a parameter in its query in place of all that have its name.
  public func replacingQuery(name: String, value: String) -> WebAddress {
    let (path, query, fragment) = split
    guard let query else { return appendingQuery(name: name, value: value) }
    let encoded = PercentEncoding.encode(name)
    let others = query.split(separator: "&", omittingEmptySubsequences: false).filter { parameter in
      parameter != encoded && !parameter.hasPrefix(encoded + "=")
    }
    return WebAddress(
      origin: origin, host: host, rest: "\(path)?\(others.joined(separator: "&"))\(fragment)"
    ).appendingQuery(name: name, value: value)
  }

  /// The path, the query without its "?", nil when there is none, and the fragment with its "#".
  private var split: (path: Substring, query: Substring?, fragment: Substring) {
    let rest = rest
    let end = rest.utf8.firstIndex(of: UInt8(ascii: "#")) ?? rest.endIndex
    let front = rest[..<end]
    guard let mark = front.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (front, nil, rest[end...]) }
    return (front[..<mark], front[front.utf8.index(after: mark)...], rest[end...])
  }

  /// The address.
  public var description: String { text }
}
