import Foundation
import GRDB
import PartnerProgram

/// Recomputes what is stored twice from the facts and tells every difference.
struct ConsistencyCheck {
  /// How many differences are told.
  let limit: Int

  /// One line for each difference; empty when everything agrees. Reads one snapshot.
  func differences(in database: Database) throws -> [String] {
    let names = try Names(database)
    var lines: [String] = []
    for comparison in Comparison.all where lines.count < limit {
      let rows = try Row.fetchCursor(database, sql: comparison.sql, arguments: [limit - lines.count])
      while let row = try rows.next() {
        lines.append(Self.line(row, comparison, names))
      }
    }
    return lines
  }

  private static func line(_ row: Row, _ comparison: Comparison, _ names: Names) -> String {
    let key = comparison.keys.map { "\(shortened($0))=\(names.text(row[$0], of: $0))" }.joined(separator: " ")
    let rows: Int = row["stored_rows"]
    let values = comparison.values.compactMap { column -> String? in
      let stored: DatabaseValue = row["stored_\(column)"]
      let facts: DatabaseValue = row["facts_\(column)"]
      guard stored != facts else { return nil }
      return "\(column) is stored as \(names.text(stored, of: column)), recomputed as \(names.text(facts, of: column))"
    }
    let differences = (rows > 1 ? ["stored \(rows) times"] : []) + values
    return "\(comparison.subject) \(key): \(differences.joined(separator: "; "))"
  }

  private static func shortened(_ column: String) -> String {
    switch column {
    case "program_id": "program"
    case "partner_id": "partner"
    default: column
    }
  }

  /// Shows values by the names that people know.
  private struct Names {
    private let programs: [Int64: String]
    private let partners: [Int64: String]

    init(_ database: Database) throws {
      programs = try Self.names(database, "SELECT program_id AS id, slug AS name FROM programs")
      partners = try Self.names(database, "SELECT partner_id AS id, code AS name FROM partners")
    }

    private static func names(_ database: Database, _ sql: String) throws -> [Int64: String] {
      var names: [Int64: String] = [:]
      for row in try Row.fetchAll(database, sql: sql) { names[row["id"]] = row["name"] }
      return names
    }

    func text(_ value: DatabaseValue, of column: String) -> String {
      switch value.storage {
      case .null: return "nothing"
      case .string(let text): return text.quoted
      case .double(let number): return "\(number)"
      case .blob(let data):
        return data.withUnsafeBytes { UUIDBytes(bytes: $0)?.description ?? "\($0.count) bytes" }
      case .int64(let number):
        switch column {
        case "program_id": return programs[number] ?? "\(number)"
        case "partner_id": return partners[number] ?? "\(number)"
        case "day": return Int32(exactly: number).map { Day(daysSince1970: $0).description } ?? "\(number)"
        default: return "\(number)"
        }
      }
    }
  }
}
