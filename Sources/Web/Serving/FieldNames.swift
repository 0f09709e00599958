internal import HTTPTypes

/// Names of header fields that the library does not know.
extension HTTPField.Name {
  /// The addresses that proxies were asked from.
  static let forwardedFor = Self(known: "x-forwarded-for")
  /// The scheme that the browser used.
  static let forwardedProto = Self(known: "x-forwarded-proto")
  /// Fields by which a proxy shows that it is one (RFC 7239; RFC 9110, section 7.6.3).
  static let proxyFields = [
    forwardedFor, forwardedProto, Self(known: "forwarded"), Self(known: "x-real-ip"), Self(known: "via"),
  ]
  /// How much of a page's address its links tell (W3C Referrer Policy).
  static let referrerPolicy = Self(known: "referrer-policy")

  /// A name that is written in the program.
  init(known name: StaticString) {
    guard let name = Self("\(name)") else { preconditionFailure("\(name) is no name of a field") }
    self = name
  }
}
