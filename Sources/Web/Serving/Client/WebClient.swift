/// Who sent a request.
struct WebClient: Equatable, Sendable {
  /// The browser's network address in text form; empty when it is not known.
  var address: String
  /// Whether the browser came by TLS, to this server or to a proxy that is trusted.
  var isSecure: Bool
  /// Whether the request says that it came through a proxy, but none that is trusted sent it: the address is then that
  /// of the proxy, and nobody knows for whom it asks.
  var cameThroughStranger = false
}
