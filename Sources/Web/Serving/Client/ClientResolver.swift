internal import HTTPTypes

/// Who sent a request that may have come through proxies. Only what trusted proxies say counts: anybody can write the
/// same fields.
struct ClientResolver: Sendable {
  private let trustedProxies: [NetworkPrefix]

  init(trustedProxies: [NetworkPrefix]) {
    self.trustedProxies = trustedProxies
  }

  /// Who sent a request.
  ///
  /// - Parameters:
  ///   - peer: the address at the other end of the connection, in text form.
  ///   - isEncrypted: whether the connection is.
  ///   - headers: the request's fields.
  func client(peer: String, isEncrypted: Bool, headers: HTTPFields) -> WebClient {
    guard let address = NetworkAddress(peer), isTrusted(address) else {
      return WebClient(
        address: peer, isSecure: isEncrypted,
        cameThroughStranger: HTTPField.Name.proxyFields.contains { headers.contains($0) })
    }
    let schemes = headers[values: .forwardedProto]
    return WebClient(
      address: rightmostStranger(in: headers[values: .forwardedFor]) ?? peer,
      isSecure: schemes.last.map { lastElement(of: $0).lowercased() == "https" } ?? isEncrypted)
  }

  /// The address that the outermost trusted proxy was asked from. Each proxy adds the address that it was asked from at
  /// the end, so what stands before the first one that is no trusted proxy was written by strangers.
  private func rightmostStranger(in fields: [String]) -> String? {
    var outermost: String?
    for field in fields.reversed() {
      for element in field.split(separator: ",", omittingEmptySubsequences: false).reversed() {
        guard let text = addressText(element), let address = NetworkAddress(text) else { return outermost }
        outermost = text
        if !isTrusted(address) { return text }
      }
    }
    return outermost
  }

  private func isTrusted(_ address: NetworkAddress) -> Bool {
    trustedProxies.contains { $0.contains(address) }
  }

  /// The address in an element, which some proxies write with a port: `192.0.2.1:80`, `[2001:db8::1]:80`.
  private func addressText(_ element: Substring) -> String? {
    let element = trimmed(element)
    if element.hasPrefix("[") {
      guard let end = element.firstIndex(of: "]") else { return nil }
      return String(element[element.index(after: element.startIndex)..<end])
    }
    let colons = element.count { $0 == ":" }
    return String(colons == 1 ? element.prefix { $0 != ":" } : element)
  }

  private func lastElement(of field: String) -> Substring {
    trimmed(field.split(separator: ",").last ?? "")
  }

  /// Without the optional whitespace that lists may have (RFC 9110, section 5.6.1).
  private func trimmed(_ element: Substring) -> Substring {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let rest = element.drop(while: isSpace)
    return rest[..<(rest.lastIndex { !isSpace($0) }.map(rest.index(after:)) ?? rest.startIndex)]
  }
}
