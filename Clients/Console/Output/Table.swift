/// Rows of cells in aligned columns, for people.
///
/// Columns are measured in terminal columns, so that wide characters and colours keep the alignment. Cells hold text that
/// is safe for a terminal already.
package struct Table {
  /// On which side the cells of a column are flush.
  package enum Alignment: Sendable {
    case left
    case right
  }

  /// A column's title and alignment.
  package struct Column: Sendable {
    let title: String
    let alignment: Alignment

    package init(title: String, alignment: Alignment) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// Spaces between two columns.
  private static let gap = "  "

  let columns: [Column]
  let rows: [[String]]
  /// Rows below a second rule, such as sums.
  let totals: [[String]]

  package init(columns: [Column], rows: [[String]], totals: [[String]] = []) {
    self.columns = columns
    self.rows = rows
    self.totals = totals
  }

  /// The lines of the table, each ended by a line feed, none by spaces.
  package func text(style: Style) -> String {
    let widths = columns.indices.map(width)
    let rule = style.faint(widths.map { String(repeating: "─", count: $0) }.joined(separator: Table.gap))
    var lines = [style.strong(line(columns.map(\.title), widths)), rule]
    lines += rows.map { line($0, widths) }
    if !totals.isEmpty {
      lines.append(rule)
      lines += totals.map { style.strong(line($0, widths)) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func width(ofColumn index: Int) -> Int {
    (rows + totals).map { $0[index].displayWidth }.reduce(columns[index].title.displayWidth, max)
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = cells.indices.map { index in
      let padding = String(repeating: " ", count: max(0, widths[index] - cells[index].displayWidth))
      return columns[index].alignment == .left ? cells[index] + padding : padding + cells[index]
    }
    let line = padded.joined(separator: Table.gap)
    return String(line.reversed().drop(while: { $0 == " " }).reversed())
  }
}
