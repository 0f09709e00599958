internal import HTTPTypes
internal import Hummingbird

extension Request {
  /// Header fields by which browsers say that nobody has asked for a page yet: `Sec-Purpose` (Fetch standard), and what
  /// older browsers of three makers send.
  private static let purposeFields = ["Sec-Purpose", "Purpose", "X-Moz"].compactMap { HTTPField.Name($0) }

  /// Whether nobody sees the answer now: only its headers are asked for, or the browser fetches or renders it ahead.
  var isPrefetch: Bool {
    method == .head
      || Self.purposeFields.contains { name in
        guard let purpose = headers[name]?.lowercased() else { return false }
        return purpose.contains("prefetch") || purpose.contains("prerender")
      }
  }
}
