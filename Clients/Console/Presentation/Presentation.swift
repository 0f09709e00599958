/// A result in the three formats.
protocol Presentation {
  /// For people: lines that each end in a line feed.
  func table(style: Style) -> String

  /// For spreadsheets and scripts.
  var csv: (header: [String], rows: [[String]]) { get }

  /// For programs: an object. Members are only ever added to it.
  var json: JSONValue { get }
}
