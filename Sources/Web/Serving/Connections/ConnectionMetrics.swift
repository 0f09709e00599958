extension WebMetrics.Counter {
  /// Connections that the server ended by itself.
  static let connectionsClosed = Self(
    name: "tributary_http_connections_closed_total",
    help: "Connections that the HTTP server ended because of a limit or timeout, by reason.")

  /// Requests that did not reach a route.
  static let requestsRefused = Self(
    name: "tributary_http_requests_refused_total",
    help: "Requests that the HTTP server refused before they reached a route, by reason.")
}

extension ConnectionProgress.Timeout {
  /// Its name in metrics.
  var reason: StaticString {
    switch self {
    case .handshake: "handshake"
    case .read: "read"
    case .idle: "idle"
    case .writeStall: "write_stall"
    case .linger: "linger"
    }
  }
}
