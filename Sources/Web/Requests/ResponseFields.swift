internal import HTTPTypes

extension HTTPFields {
  private static let referrerPolicy = HTTPField.Name("Referrer-Policy")

  /// The field by which the page that a redirect leads to may be told where the visitor came from (W3C Referrer Policy,
  /// section 4.1).
  mutating func setReferrerPolicy(_ policy: StaticString) {
    guard let name = Self.referrerPolicy else { return }
    self[name] = "\(policy)"
  }
}
