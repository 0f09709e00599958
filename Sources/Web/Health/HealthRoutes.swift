internal import HTTPTypes
internal import Hummingbird
internal import Store

extension WebRouter {
  /// Adds `/healthz`, whether the process answers, and `/readyz`, whether the store takes commands.
  func addHealthRoutes(_ services: WebServices) {
    get("healthz") { _, _ in Response.plain(.ok, "ok") }
    get("readyz") { _, _ in
      services.store.metrics.takesCommands
        ? Response.plain(.ok, "ready") : Response.plain(.serviceUnavailable, "the store takes no commands")
    }
  }
}
