import Foundation
import PartnerProgram

/// Durable sales over TCP, with attribution, receipt, ledger and rollup, as a share of the raw limit.
struct ConversionBenchmark: Benchmark {
  private static let shapes: [(connections: Int, inFlight: Int, goal: Figure.Goal?)] = [
    (1, 1, nil), (16, 8, .atLeast(0.5)), (64, 16, .atLeast(0.5)),
  ]

  func run(_ setting: BenchmarkSetting) async throws -> [Figure] {
    let merchant = try await Merchant.make(in: setting.directory("conversions"), setting)
    try await RawStore.with(merchant) { raw in
      var clicks = ClickCommands(for: raw)
      try raw.fill(OrderMix.clickCount) { index in
        try clicks.next(id: UUIDBytes(OrderMix.clickID(index)).map(ClickID.init(rawValue:)))
      }
    }
    let raw = try RawStore(merchant.copy(to: setting.directory("raw")))
    var commands = OrderCommands(for: raw)
    let frames = try merchant.orderFrames()
    let figures = try await ServerProcess.serving(merchant, setting) { server in
      var figures: [Figure] = []
      var nextSerial = 0
      for shape in Self.shapes {
        setting.tell("  \(shape.connections) × \(shape.inFlight)")
        let loop = ClosedLoop(
          connections: shape.connections, inFlight: shape.inFlight, frames: frames, firstSerial: nextSerial)
        let (measured, batchSize) = try await loop.measureCommits(of: server, seconds: setting.seconds)
        nextSerial = measured.nextSerial
        let limit = try raw.measure(batchSize: batchSize, seconds: setting.seconds) { try commands.next() }
        figures.append(
          Figure(
            .conversions,
            .init(
              name: "RecordConversion \(shape.connections) × \(shape.inFlight)", value: measured.perSecond, unit: "/s"),
            beside: .init(name: "same statements", value: limit, unit: "/s"), goal: shape.goal,
            latency: measured.latency,
            details: [.init(name: "commands in a commit", value: Double(batchSize), unit: "commands")]))
      }
      return figures
    }
    await raw.close()
    return figures
  }
}
