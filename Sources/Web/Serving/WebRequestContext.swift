internal import Hummingbird
internal import NIOCore

/// What goes with a request through the routes.
struct WebRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who asks.
  var client: WebClient
  /// The memory that the request's body takes.
  var bodyMemory = BodyMemory.shared

  /// Makes the context of a request from the peer of its connection, without regard to proxies.
  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    client = WebClient(address: source.channel.remoteAddress?.ipAddress ?? "", isSecure: false)
  }
}
