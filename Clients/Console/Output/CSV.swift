/// Writes comma-separated values by RFC 4180: lines end in CR LF; a value with a comma, a quotation mark or a line break
/// stands in quotation marks.
///
/// Values are exact. A value that begins with "=", "+", "-" or "@" is not defused, so a spreadsheet must import the
/// columns of SubIDs and names as text.
func csv(header: [String], rows: [[String]]) -> String {
  ([header] + rows).map { $0.map(csvValue).joined(separator: ",") + "\r\n" }.joined()
}

private func csvValue(_ value: String) -> String {
  let needsQuotes = value.unicodeScalars.contains { [",", "\"", "\r", "\n"].contains($0) }
  return needsQuotes ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
}
