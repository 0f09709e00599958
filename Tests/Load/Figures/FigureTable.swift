import Foundation
import TributaryConsole

/// The figures of a run, for people.
enum FigureTable {
  private static let columns: [Table.Column] = [
    .init(title: "Measured", alignment: .left), .init(title: "Value", alignment: .right),
    .init(title: "Beside", alignment: .left), .init(title: "Value", alignment: .right),
    .init(title: "Ratio", alignment: .right), .init(title: "Goal", alignment: .left),
    .init(title: "p50 ms", alignment: .right), .init(title: "p99 ms", alignment: .right),
    .init(title: "p99.9 ms", alignment: .right),
  ]

  static func text(_ figures: [Figure]) -> String {
    Table(columns: columns, rows: figures.map(row)).text(style: .plain)
  }

  private static func row(_ figure: Figure) -> [String] {
    [
      figure.measured.name, text(figure.measured),
      figure.yardstick?.name ?? "", figure.yardstick.map(text) ?? "",
      figure.ratio.map { number($0) } ?? "", goal(figure),
      figure.latency.map { number($0.p50) } ?? "", figure.latency.map { number($0.p99) } ?? "",
      figure.latency.map { number($0.p999) } ?? "",
    ]
  }

  private static func goal(_ figure: Figure) -> String {
    guard let goal = figure.goal, let ratio = figure.ratio else { return "" }
    let bound =
      switch goal {
      case .atLeast(let bound): "≥ \(number(bound))"
      case .atMost(let bound): "≤ \(number(bound))"
      }
    return goal.isReached(by: ratio) ? bound : bound + " missed"
  }

  private static func text(_ measure: Figure.Measure) -> String {
    "\(number(measure.value)) \(measure.unit)"
  }

  /// Three digits or so: more than that changes from run to run.
  private static func number(_ value: Double) -> String {
    let decimals = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : 2
    return value.formatted(
      .number.precision(.fractionLength(decimals)).locale(Locale(identifier: "en_US_POSIX")))
  }
}
