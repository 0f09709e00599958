/// A list of records of one kind.
struct RecordList<Record>: Presentation {
  /// The list's name in JSON.
  let name: String
  let fields: [Field<Record>]
  /// The fields that a table has room for. Nil means all.
  var tableFields: [Field<Record>]?
  let records: [Record]

  func table(style: Style) -> String {
    guard let first = records.first else { return style.faint("There are no \(spaced(name)).") + "\n" }
    let shown = tableFields ?? fields
    return Table(
      columns: shown.map { Table.Column(title: $0.title, alignment: $0.value(first).alignment) },
      rows: records.map { record in shown.map { $0.value(record).shown } }
    ).text(style: style)
  }

  var csv: (header: [String], rows: [[String]]) {
    (fields.map(\.csvName), records.map { record in fields.map { $0.value(record).exact } })
  }

  var json: JSONValue {
    .object([JSONValue.Member(name, .array(records.map(fields.json)))])
  }
}

/// One record, in a table as a line for each field.
struct RecordDetail<Record>: Presentation {
  /// The record's name in JSON. Nil means that its fields are the members of the whole object.
  let name: String?
  let fields: [Field<Record>]
  let record: Record

  func table(style: Style) -> String {
    detailLines(fields.map { ($0.title, $0.value(record).exactOrShown) }, style: style)
  }

  var csv: (header: [String], rows: [[String]]) {
    (fields.map(\.csvName), [fields.map { $0.value(record).exact }])
  }

  var json: JSONValue {
    guard let name else { return fields.json(record) }
    return .object([JSONValue.Member(name, fields.json(record))])
  }
}

extension FieldValue {
  /// As shown in tables, but with long texts whole: they are there to be copied.
  fileprivate var exactOrShown: String {
    if case .longText(let text) = self { visibleText(text) } else { shown }
  }
}

/// Lines of a title and a value, the values aligned.
func detailLines(_ lines: [(title: String, value: String)], style: Style) -> String {
  let width = lines.map(\.title.displayWidth).max() ?? 0
  return lines.map { line in
    let padding = String(repeating: " ", count: width - line.title.displayWidth)
    return style.strong(line.title) + (line.value.isEmpty ? "" : padding + "  " + line.value) + "\n"
  }.joined()
}
