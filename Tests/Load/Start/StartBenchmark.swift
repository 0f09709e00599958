import Foundation
import Histogram
import TributaryClient

/// From exec to the first answer, with a large database beside an empty one: after an orderly end, and after the server
/// was killed while it recorded clicks. What the server does before it answers may not grow with the past.
struct StartBenchmark: Benchmark {
  /// Starts of which the median is taken.
  private static func startCount(_ setting: BenchmarkSetting) -> Int { setting.isShort ? 5 : 15 }
  /// Clicks are recorded for a part of the usual seconds at a time until the log is so long: nearly as long as the
  /// server lets it become before it copies it back. A slow machine gives up and kills the server with a shorter one.
  private static let shareOfSeconds = 0.25
  private static let fullLogMegabytes = 30.0
  private static let roundsAtMost = 40
  /// At most as long as with an empty database.
  private static let growth = Figure.Goal.atMost(1.5)

  func run(_ setting: BenchmarkSetting) async throws -> [Figure] {
    let empty = try await Merchant.make(in: setting.directory("start"), setting)
    let clicks = ReportBenchmark.clickCounts(setting).last ?? 0
    let large = try await setting.histories.merchant(clicks: clicks, setting).merchant
    let title = "start, \(clicks.formatted()) clicks"
    let orderly = try await Self.compare(title, large, beside: empty, afterKill: false, setting)
    for merchant in [empty, large] { try await Self.killUnderLoad(merchant, setting) }
    let killed = try await Self.compare(title + ", after a kill", large, beside: empty, afterKill: true, setting)
    return [orderly, killed]
  }

  /// Starts both in turn, so that the machine is the same for both.
  private static func compare(
    _ title: String, _ large: Merchant, beside empty: Merchant, afterKill: Bool, _ setting: BenchmarkSetting
  ) async throws -> Figure {
    setting.tell("  \(title)")
    var (emptyTimes, largeTimes) = (Durations.none(), Durations.none())
    let logs = try (empty.logMegabytes(), large.logMegabytes())
    for _ in 0..<startCount(setting) {
      emptyTimes.record(try await startTime(of: empty, afterKill: afterKill, setting))
      largeTimes.record(try await startTime(of: large, afterKill: afterKill, setting))
    }
    let (emptyLatency, largeLatency) = (emptyTimes.latency, largeTimes.latency)
    return Figure(
      .start, .init(name: title, value: largeLatency.p50, unit: "ms"),
      beside: .init(name: "empty database", value: emptyLatency.p50, unit: "ms"), goal: growth, latency: largeLatency,
      details: [
        .init(name: "write-ahead log of the empty database", value: logs.0, unit: "MB"),
        .init(name: "write-ahead log", value: logs.1, unit: "MB"),
      ])
  }

  /// Nanoseconds from exec to the first answer, which is a report of one partner. A server that starts after a kill is
  /// killed again, so that the next one finds the same log.
  private static func startTime(
    of merchant: Merchant, afterKill: Bool, _ setting: BenchmarkSetting
  ) async throws -> UInt64 {
    let began = ContinuousClock.now
    return try await ServerProcess.serving(merchant, setting, endingBy: afterKill ? .kill : .request) { server in
      try await server.withClient(key: merchant.serverKey) { client in
        _ = try await client.partnerReport(
          GetPartnerReportRequest(program: Merchant.program, partner: ClickMix.partnerCode(0), keys: [.day]))
        return UInt64(began.duration(to: .now).inSeconds * 1e9)
      }
    }
  }

  /// Kills a server that records clicks, once its log is as long as it gets.
  private static func killUnderLoad(_ merchant: Merchant, _ setting: BenchmarkSetting) async throws {
    let loop = ClosedLoop(connections: 64, inFlight: 16, frames: try merchant.clickFrames(History.clicksOfToday))
    try await ServerProcess.serving(merchant, setting, endingBy: .kill) { server in
      for _ in 0..<roundsAtMost where try merchant.logMegabytes() < fullLogMegabytes {
        _ = try await loop.measure(address: server.rpcAddress, seconds: setting.seconds * shareOfSeconds)
      }
    }
  }
}
