internal import Hummingbird
internal import NIOCore

/// What goes with a request through the routes.
struct WebRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who asks. Until proxies were looked at it is the peer of the connection.
  var client: WebClient

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    client = WebClient(address: source.channel.remoteAddress?.ipAddress ?? "", isSecure: false)
  }
}

/// Who sent a request.
struct WebClient: Sendable {
  /// The browser's network address in text form; empty when it is not known.
  var address: String
  /// Whether the browser came by TLS, to this server or to a proxy that is trusted.
  var isSecure: Bool
}
