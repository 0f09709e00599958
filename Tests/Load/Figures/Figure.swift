/// One line of the result: what was measured, and beside what.
struct Figure: Sendable {
  /// A value with its name and unit.
  struct Measure: Encodable, Sendable {
    let name: String
    let value: Double
    let unit: String
  }

  /// What the ratio is meant to reach.
  enum Goal: Sendable {
    case atLeast(Double)
    case atMost(Double)

    func isReached(by ratio: Double) -> Bool {
      switch self {
      case .atLeast(let bound): ratio >= bound
      case .atMost(let bound): ratio <= bound
      }
    }
  }

  /// The part of the run, such as "clicks".
  let benchmark: BenchmarkName
  /// What was measured.
  let measured: Measure
  /// What it is compared with: of the same run, or a bound that was set beforehand. Nil for a figure that has none.
  let yardstick: Measure?
  let goal: Goal?
  /// How long calls took; nil where none were timed.
  let latency: Latency?
  /// What else helps to understand the figure, such as the size of a batch.
  let details: [Measure]

  init(
    _ benchmark: BenchmarkName, _ measured: Measure, beside yardstick: Measure? = nil, goal: Goal? = nil,
    latency: Latency? = nil, details: [Measure] = []
  ) {
    self.benchmark = benchmark
    self.measured = measured
    self.yardstick = yardstick
    self.goal = goal
    self.latency = latency
    self.details = details
  }

  /// The value as a share of the yardstick.
  var ratio: Double? { yardstick.map { measured.value / $0.value } }
}

/// How the durations of calls are distributed, in milliseconds.
struct Latency: Encodable, Sendable {
  let count: UInt64
  let p50: Double
  let p90: Double
  let p99: Double
  let p999: Double
  let maximum: Double
}
