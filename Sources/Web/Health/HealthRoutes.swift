internal import HTTPTypes
internal import Hummingbird

extension WebRouter {
  /// Adds `/healthz`, whether the process answers.
  func addHealthRoutes(_ services: WebServices) {
    get("healthz") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
        body: .init(byteBuffer: .init(string: "ok\n")))
    }
  }
}
