internal import HTTPTypes
internal import Hummingbird
internal import Tracker

extension WebRouter {
  /// Adds `/metrics`, for this machine and for whoever has the server's own key: how busy a server is, and with what,
  /// is nobody else's concern.
  func addMetricsRoutes(_ services: WebServices) {
    get("metrics") { request, context in
      guard context.client.isLocal || services.tracker.provesServerKey(request.headers[.authorization]) else {
        return Response.plain(.forbidden, "Only this machine, or the server's admin key, may read the metrics.")
      }
      var response = Response.plain(.ok, MetricsPage.text(services))
      response.headers[.contentType] = MetricsText.mediaType
      return response
    }
  }
}

extension WebClient {
  /// Whether the client is on this machine, as far as anybody can tell.
  fileprivate var isLocal: Bool {
    !cameThroughStranger && NetworkAddress(address)?.isLoopback == true
  }
}
