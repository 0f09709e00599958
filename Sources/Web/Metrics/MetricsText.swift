internal import Store

/// Writes metrics in Prometheus' text format, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct MetricsText {
  /// What kind of figure it is.
  enum Kind: String {
    /// It only rises until the process ends.
    case counter
    /// It rises and falls.
    case gauge
  }

  /// The media type of the text.
  static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

  /// What was written so far.
  private(set) var text = ""

  /// Writes a figure that stands alone.
  mutating func write(_ kind: Kind, _ name: String, help: String, _ value: Int) {
    describe(name, kind.rawValue, help)
    sample(name, [], "\(value)")
  }

  /// Writes a figure for each value of a label.
  ///
  /// - Parameter values: in the order in which they are written.
  mutating func write(_ kind: Kind, _ name: String, help: String, by label: String, _ values: [(String, Int)]) {
    describe(name, kind.rawValue, help)
    for (value, figure) in values { sample(name, [(label, value)], "\(figure)") }
  }

  /// Writes a figure for each of several sets of labels.
  mutating func write(_ kind: Kind, _ name: String, help: String, _ values: [(labels: [(String, String)], Int)]) {
    describe(name, kind.rawValue, help)
    for (labels, figure) in values { sample(name, labels, "\(figure)") }
  }

  /// Writes a histogram for each of several sets of labels. Its buckets are cumulative, and the last one holds all.
  mutating func write(_ name: String, help: String, _ histograms: [(labels: [(String, String)], Histogram)]) {
    describe(name, "histogram", help)
    for (labels, histogram) in histograms {
      var total = 0
      for (bound, count) in zip(histogram.bounds.map { "\($0)" } + ["+Inf"], histogram.counts) {
        total += count
        sample("\(name)_bucket", labels + [("le", bound)], "\(total)")
      }
      sample("\(name)_sum", labels, "\(histogram.sum)")
      sample("\(name)_count", labels, "\(total)")
    }
  }

  private mutating func describe(_ name: String, _ type: String, _ help: String) {
    text += "# HELP \(name) \(Self.escape(help, quotes: false))\n# TYPE \(name) \(type)\n"
  }

  private mutating func sample(_ name: String, _ labels: [(String, String)], _ value: String) {
    text += name
    if !labels.isEmpty {
      text += "{" + labels.map { #"\#($0)="\#(Self.escape($1, quotes: true))""# }.joined(separator: ",") + "}"
    }
    text += " \(value)\n"
  }

  private static func escape(_ text: String, quotes: Bool) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
