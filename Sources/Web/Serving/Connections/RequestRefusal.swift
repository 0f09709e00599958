internal import NIOHTTP1

/// Why a request does not reach the routes.
enum RequestRefusal: Equatable {
  /// It breaks the grammar of HTTP/1.1, or does not name exactly one host (RFC 9112, section 3.2).
  case malformed
  /// Its header fields are more, or larger, than ``WebLimits`` allows.
  case headersTooLarge
  /// Its target is longer than ``WebLimits/targetBytes``.
  case targetTooLong
  /// It announces a body that is larger than ``WebLimits/bodyBytes``.
  case bodyTooLarge

  /// What is wrong with a request, as far as its head tells.
  init?(_ head: HTTPRequestHead, limits: WebLimits) {
    let hosts = head.headers["host"]
    if hosts.count > 1 || (hosts.isEmpty && head.version != .http1_0) || !hosts.allSatisfy(Self.mayBeHost) {
      self = .malformed
    } else if head.uri.utf8.count > limits.targetBytes, !PixelRoutes.hasPath(of: head.uri) {
      self = .targetTooLong
    } else if let length = head.headers[canonicalForm: "content-length"].first, Int(length) ?? .max > limits.bodyBytes {
      self = .bodyTooLarge
    } else {
      return nil
    }
  }

  /// Whether a value has, but for white space around them, only characters of a host and its port (RFC 3986, section
  /// 3.2.2). It may be empty: that is sent for addresses without a host.
  private static func mayBeHost(_ value: String) -> Bool {
    let words = value.utf8.split { $0 == 0x20 || $0 == 0x09 }
    return words.count <= 1 && words.joined().allSatisfy { (0x21...0x7E).contains($0) && !hostDelimiters.contains($0) }
  }

  /// Characters that end a host or stand nowhere in an address.
  private static let hostDelimiters = Set(#"/?#@"<>\^`{|}"#.utf8)

  var status: HTTPResponseStatus {
    switch self {
    case .malformed: .badRequest
    case .headersTooLarge: .requestHeaderFieldsTooLarge
    case .targetTooLong: .uriTooLong
    case .bodyTooLarge: .payloadTooLarge
    }
  }

  /// Its name in metrics.
  var reason: StaticString {
    switch self {
    case .malformed: "malformed"
    case .headersTooLarge: "headers_too_large"
    case .targetTooLong: "target_too_long"
    case .bodyTooLarge: "body_too_large"
    }
  }
}
