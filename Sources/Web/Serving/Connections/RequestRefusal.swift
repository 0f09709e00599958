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
    let hosts = head.headers["host"].count
    if hosts > 1 || (hosts == 0 && head.version != .http1_0) {
      self = .malformed
    } else if head.uri.utf8.count > limits.targetBytes {
      self = .targetTooLong
    } else if let length = head.headers.first(name: "content-length"), Int(length) ?? .max > limits.bodyBytes {
      self = .bodyTooLarge
    } else {
      return nil
    }
  }

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
