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
        let loop = ClosedLoop(
          connections: shape.connections, inFlight: shape.inFlight, frames: frames, firstSerial: nextSerial)
        let compared = try await loop.compare(
          .conversions, "RecordConversion", of: server, beside: raw, goal: shape.goal, setting
        ) { try commands.next() }
        nextSerial = compared.nextSerial
        figures.append(compared.figure)
      }
      return figures
    }
    await raw.close()
    return figures
  }
}
