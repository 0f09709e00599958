import Foundation

/// Durable clicks over TCP, as a share of the raw limit: the same statements on the same schema in batches of the same
/// size, in a loop without a network.
struct ClickBenchmark: Benchmark {
  /// Connections and calls in flight on each, with what the ratio is to reach.
  private static let shapes: [(connections: Int, inFlight: Int, goal: Figure.Goal?)] = [
    (1, 1, nil), (1, 64, nil), (16, 8, .atLeast(0.6)), (64, 16, .atLeast(0.6)),
  ]

  func run(_ setting: BenchmarkSetting) async throws -> [Figure] {
    let merchant = try await Merchant.make(in: setting.directory("clicks"), setting)
    let raw = try RawStore(merchant.copy(to: setting.directory("raw")))
    var commands = ClickCommands(for: raw)
    let frames = try merchant.clickFrames()
    let figures = try await ServerProcess.serving(merchant, setting) { server in
      var figures: [Figure] = []
      for shape in Self.shapes {
        let loop = ClosedLoop(connections: shape.connections, inFlight: shape.inFlight, frames: frames)
        let compared = try await loop.compare(
          .clicks, "RecordClick", of: server, beside: raw, goal: shape.goal, setting
        ) { try commands.next() }
        figures.append(compared.figure)
      }
      return figures
    }
    await raw.close()
    return figures
  }
}
