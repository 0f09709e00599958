internal import Hummingbird
internal import Logging
internal import Store
internal import Tracker

/// What the routes work with.
struct WebServices: Sendable {
  let tracker: Tracker
  let store: any Store
  let metrics: WebMetrics
  let logger: Logger
  /// What clients are granted.
  var limits = WebLimits()
}

/// The routes of the web side, one `add…Routes` for each part of it.
typealias WebRouter = Router<WebRequestContext>

extension WebRouter {
  /// Adds every route.
  func addRoutes(_ services: WebServices) {
    addHealthRoutes(services)
  }
}
