import Foundation

/// The figures of a run, for programs: JSON.
struct FigureDocument: Encodable {
  private struct Entry: Encodable {
    let figure: Figure

    private enum CodingKeys: CodingKey {
      case benchmark, measured, yardstick, ratio, goal, isReached, latencyMilliseconds, details
    }

    private enum GoalKeys: CodingKey {
      case atLeast, atMost
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(figure.benchmark.rawValue, forKey: .benchmark)
      try container.encode(figure.measured, forKey: .measured)
      try container.encodeIfPresent(figure.yardstick, forKey: .yardstick)
      try container.encodeIfPresent(figure.ratio, forKey: .ratio)
      if let goal = figure.goal {
        var bound = container.nestedContainer(keyedBy: GoalKeys.self, forKey: .goal)
        switch goal {
        case .atLeast(let least): try bound.encode(least, forKey: .atLeast)
        case .atMost(let most): try bound.encode(most, forKey: .atMost)
        }
        try container.encodeIfPresent(figure.ratio.map(goal.isReached), forKey: .isReached)
      }
      try container.encodeIfPresent(figure.latency, forKey: .latencyMilliseconds)
      if !figure.details.isEmpty { try container.encode(figure.details, forKey: .details) }
    }
  }

  let isShort: Bool
  let processors: Int
  private let figures: [Entry]

  init(figures: [Figure], isShort: Bool) {
    self.isShort = isShort
    processors = ProcessInfo.processInfo.activeProcessorCount
    self.figures = figures.map(Entry.init)
  }

  func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}
