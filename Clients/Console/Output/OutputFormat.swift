internal import ArgumentParser

/// How results are written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
  /// Aligned columns for people.
  case table
  /// Comma-separated values (RFC 4180) with a header line.
  case csv
  /// One JSON object.
  case json
}
