internal import Hummingbird
internal import Logging
internal import Store
internal import TTRPC
internal import Tracker

/// What the routes work with.
struct WebServices: Sendable {
  let tracker: Tracker
  let store: any Store
  /// Calls the methods that are served by RPC.
  let caller: DirectCaller
  let metrics: WebMetrics
  let logger: Logger
  /// What clients are granted.
  var limits = WebLimits()
  /// What the RPC server has counted.
  var rpcMetrics: @Sendable () -> ServerMetrics = { ServerMetrics() }
}

/// The routes of the web side, one `add…Routes` for each part of it.
typealias WebRouter = Router<WebRequestContext>

extension WebRouter {
  /// Adds every route.
  func addRoutes(_ services: WebServices) {
    addHealthRoutes(services)
    addMetricsRoutes(services)
    addLinkRoutes(services)
    addPixelRoutes(services)
    addFormRoutes(services)
    addScriptRoutes(services)
    addConnectRoutes(services, caller: services.caller)
  }
}
