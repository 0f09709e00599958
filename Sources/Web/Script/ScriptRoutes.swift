internal import Hummingbird

extension WebRouter {
  /// Adds the scripts that merchants' pages load: `/t.js` and `/pixel.js`.
  func addScriptRoutes(_ services: WebServices) {
    add(ServedScript(TrackingScript.text, cacheControl: "public, max-age=3600"), at: "/t.js")
    // An order's confirmation page is loaded once: the pixel must fire then, whatever was loaded before.
    add(ServedScript(PixelScript.text, cacheControl: "no-store"), at: "/pixel.js")
  }

  private func add(_ script: ServedScript, at path: RouterPath) {
    get(path) { request, _ in script.response(to: request) }
    head(path) { request, _ in script.response(to: request).createHeadResponse() }
  }
}
