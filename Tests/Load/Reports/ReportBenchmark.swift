import Foundation
import PartnerProgram
import TributaryClient

/// What reads and decides by the past, in a database with much of it beside one with little; and a report while clicks
/// are recorded as fast as they can be. Nothing here may take longer because more has happened.
struct ReportBenchmark: Benchmark {
  /// Clicks in the store. The first is the yardstick of the others.
  static func clickCounts(_ setting: BenchmarkSetting) -> [Int] {
    setting.isShort ? [10_000, 100_000] : [10_000, 1_000_000, 10_000_000]
  }

  /// A query is fast and its time steady: a part of the usual seconds is enough.
  private static let shareOfSeconds = 0.25
  /// At most as long as with the smallest history.
  private static let growth = Figure.Goal.atMost(1.5)
  /// What the slowest report of a hundred may take while clicks are recorded, in milliseconds.
  private static let boundUnderLoad = 50.0

  /// How long something takes.
  private struct Taken {
    let milliseconds: Double
    let processorMilliseconds: Double
    let latency: Latency
  }

  func run(_ setting: BenchmarkSetting) async throws -> [Figure] {
    var merchants: [HistoricMerchant] = []
    for count in Self.clickCounts(setting) {
      merchants.append(try await setting.histories.merchant(clicks: count, setting))
    }
    var figures: [Figure] = []
    for query in HistoryQuery.allCases {
      figures += try await Self.compare(query.title, merchants, setting) {
        try await Self.measure(query, of: $0, setting)
      }
    }
    figures += try await Self.compare("RecordConversion by click, 16 × 8", merchants, setting) {
      try await Self.measureSales(of: $0, setting)
    }
    if let largest = merchants.last { figures.append(try await Self.measureUnderLoad(of: largest, setting)) }
    return figures
  }

  /// One measurement in each database, right after one another, so that the machine is the same.
  private static func compare(
    _ title: String, _ merchants: [HistoricMerchant], _ setting: BenchmarkSetting,
    _ measure: (HistoricMerchant) async throws -> Taken
  ) async throws -> [Figure] {
    setting.tell("  \(title)")
    var fewest: (clicks: String, taken: Taken)?
    var figures: [Figure] = []
    for historic in merchants {
      let taken = try await measure(historic)
      let clicks = "\(historic.history.clickCount.formatted()) clicks"
      guard let fewest else {
        fewest = (clicks, taken)
        continue
      }
      figures.append(
        Figure(
          .reports, .init(name: "\(title), \(clicks)", value: taken.milliseconds, unit: "ms"),
          beside: .init(name: fewest.clicks, value: fewest.taken.milliseconds, unit: "ms"), goal: growth,
          latency: taken.latency,
          details: [
            .init(name: "processor per call", value: taken.processorMilliseconds, unit: "ms"),
            .init(
              name: "processor per call with \(fewest.clicks)", value: fewest.taken.processorMilliseconds, unit: "ms"),
          ]))
    }
    return figures
  }

  /// The median of a query, asked by one caller.
  private static func measure(
    _ query: HistoryQuery, of historic: HistoricMerchant, _ setting: BenchmarkSetting
  ) async throws -> Taken {
    try await ServerProcess.serving(historic.merchant, setting) { server in
      try await requireRows(of: query, historic, server)
      let measured = try await ClosedLoop(connections: 1, inFlight: 1, frames: query.frames(historic)).measure(
        address: server.rpcAddress, seconds: setting.seconds * shareOfSeconds, usage: server.usage)
      return Taken(
        milliseconds: measured.calls.latency.p50, processorMilliseconds: measured.processorPerCall.inSeconds * 1_000,
        latency: measured.calls.latency)
    }
  }

  /// The time that a sale takes of the server when it names a click from anywhere in the past, among many at once.
  private static func measureSales(
    of historic: HistoricMerchant, _ setting: BenchmarkSetting
  ) async throws -> Taken {
    let history = historic.history
    let orders = OrderMix.orders.prefix(4_096)
    let frames = try historic.merchant.orderFrames(
      orders.enumerated().map { index, order in
        order.naming(history.clickID(of: index * (history.clickCount / orders.count)))
      })
    return try await ServerProcess.serving(historic.merchant, setting) { server in
      let loop = ClosedLoop(connections: 16, inFlight: 8, frames: frames, firstSerial: history.saleCount)
      let measured = try await loop.measure(
        address: server.rpcAddress, seconds: setting.seconds * shareOfSeconds, usage: server.usage)
      return Taken(
        milliseconds: 1_000 / measured.calls.perSecond,
        processorMilliseconds: measured.processorPerCall.inSeconds * 1_000, latency: measured.calls.latency)
    }
  }

  /// How long the slowest report of a hundred takes while clicks of the same partners and SubIDs are recorded.
  private static func measureUnderLoad(
    of historic: HistoricMerchant, _ setting: BenchmarkSetting
  ) async throws -> Figure {
    let query = HistoryQuery.reportBySubID
    setting.tell("  \(query.title) while clicks are recorded")
    let clicks = ClosedLoop(
      connections: 64, inFlight: 16, frames: try historic.merchant.clickFrames(History.clicksOfToday))
    let reports = ClosedLoop(connections: 1, inFlight: 1, frames: try query.frames(historic))
    return try await ServerProcess.serving(historic.merchant, setting) { server in
      async let recorded = clicks.measure(address: server.rpcAddress, seconds: setting.seconds)
      let latency = try await reports.measure(address: server.rpcAddress, seconds: setting.seconds).latency
      return Figure(
        .reports, .init(name: "\(query.title) under load, p99", value: latency.p99, unit: "ms"),
        beside: .init(name: "bound", value: boundUnderLoad, unit: "ms"), goal: .atMost(1), latency: latency,
        details: [
          .init(name: "clicks recorded meanwhile", value: try await recorded.perSecond, unit: "/s"),
          .init(name: "write-ahead log", value: try historic.merchant.logMegabytes(), unit: "MB"),
        ])
    }
  }

  /// A report of other rows would say nothing about the past.
  private static func requireRows(
    of query: HistoryQuery, _ historic: HistoricMerchant, _ server: ServerProcess
  ) async throws {
    guard let request = query.report(of: historic.history), let expected = query.rowCount else { return }
    let count = try await server.withClient(key: historic.merchant.serverKey) {
      try await $0.partnerReport(request).rows.count
    }
    guard count == expected else {
      throw BenchmarkSetting.Failure(description: "the \(query.title) has \(count) rows, not \(expected)")
    }
  }
}
