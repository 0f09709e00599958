/// One column of a kind of record: described once, written in every format.
struct Field<Record>: Sendable {
  /// Its name in JSON, with the unit as in the protocol.
  let name: String
  /// Its name in CSV, where the value carries no such unit.
  let csvName: String
  /// Its title for people.
  let title: String
  /// Its value in a record.
  let value: @Sendable (Record) -> FieldValue

  /// Describes a column.
  init(_ name: String, csv: String? = nil, _ title: String, _ value: @escaping @Sendable (Record) -> FieldValue) {
    self.name = name
    csvName = csv ?? name
    self.title = title
    self.value = value
  }
}

extension Array {
  /// A record as a JSON object of these fields.
  func json<Record>(_ record: Record) -> JSONValue where Element == Field<Record> {
    .object(map { JSONValue.Member($0.name, $0.value(record).json) })
  }
}
