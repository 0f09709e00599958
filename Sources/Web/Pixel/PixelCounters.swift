internal import Store

extension WebMetrics.Counter {
  /// Pixels that were taken.
  static let pixels = WebMetrics.Counter(
    name: "tributary_pixels_total", help: "Pixels that browsers loaded, by what became of the conversion.")
  /// Pixels that were not.
  static let pixelsRefused = WebMetrics.Counter(
    name: "tributary_pixels_refused_total",
    help: "Pixels that browsers loaded and of which nothing was kept, by what was wrong with them.")
}

extension PixelOutcome {
  /// Its name among the counters.
  var reason: StaticString {
    switch self {
    case .recorded(let conversion): conversion.isReplayed ? "recorded_before" : "recorded"
    case .joinedDespite: "joined_other_money"
    case .unconfirmed: "unconfirmed"
    case .repeated: "repeat"
    }
  }
}
