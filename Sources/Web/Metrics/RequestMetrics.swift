internal import Store
internal import Synchronization

/// How the requests of each route were answered, and how long that took.
final class RequestMetrics: Sendable {
  /// What was counted of one route.
  struct Route: Sendable {
    /// Answers by the class of their status: 2 for 200 to 299.
    var statusClasses: [Int: Int] = [:]
    /// From a request's head to its answer, in seconds: the time that its body took to arrive included, the time that
    /// the client took to read the answer not.
    var seconds = Histogram(bounds: [0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5])
  }

  private let routes = Mutex<[String: Route]>([:])

  /// Counts an answer.
  ///
  /// - Parameter route: the route's pattern, never the path that was asked for, of which there is no end.
  func count(route: String, status: Int, took duration: Duration) {
    routes.withLock {
      $0[route, default: Route()].statusClasses[status / 100, default: 0] += 1
      $0[route, default: Route()].seconds.record(duration / .seconds(1))
    }
  }

  /// What was counted so far, by route.
  var snapshot: [String: Route] { routes.withLock { $0 } }
}
