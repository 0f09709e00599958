import Foundation

/// Links and pixels over HTTP, as a share of an empty route of the same server. A link is answered once its visit is on
/// disk.
struct WebBenchmark: Benchmark {
  private static let links = WebRequests.paths(
    ClickMix.clicks.prefix(8_192).map {
      "/t?program=\(Merchant.program)&p=\(ClickMix.partnerCode($0.partner))&sid=\($0.subID)"
    })
  private static let pixels = WebRequests.numbered(
    "/pixel.gif?program=\(Merchant.program)&item_id_1=A&item_price_1=12.50&email=a@mail.example&order_id=")
  private static let connections = 256

  func run(_ setting: BenchmarkSetting) async throws -> [Figure] {
    let merchant = try await Merchant.make(in: setting.directory("web"), setting)
    return try await ServerProcess.serving(merchant, setting) { server in
      func measure(_ name: String, _ requests: WebRequests) async throws -> WebFigures {
        setting.tell("  \(name)")
        return try await Wrk(server: server, connections: Self.connections, setting).measure(requests)
      }
      let empty = try await measure("empty route", .path("/healthz"))
      let link = try await measure("link", Self.links)
      let pixel = try await measure("pixel", Self.pixels)
      return [
        Self.figure("link, durable visit", link, beside: empty),
        Self.figure("pixel, unsigned", pixel, beside: empty),
      ]
    }
  }

  private static func figure(_ name: String, _ figures: WebFigures, beside empty: WebFigures) -> Figure {
    Figure(
      .web, .init(name: name, value: figures.perSecond, unit: "/s"),
      beside: .init(name: "empty route", value: empty.perSecond, unit: "/s"), goal: .atLeast(0.5),
      latency: figures.latency,
      details: [
        .init(name: "processor per request", value: figures.microseconds, unit: "µs"),
        .init(name: "processor per request of the empty route", value: empty.microseconds, unit: "µs"),
      ])
  }
}
