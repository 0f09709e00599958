import GRDB
import PartnerProgram

/// A checked report query as SQL over the rollup, which is the only table of facts that reports read.
struct ReportPlan {
  private let query: ReportQuery
  private let cursor: ReportCursor?

  /// - Throws: `StoreError.invalid` naming the field.
  init(_ query: ReportQuery, rowLimit: Int) throws(StoreError) {
    guard (1...rowLimit).contains(query.rowLimit) else {
      throw .invalid(FieldError(field: "page_size", message: "must be between 1 and \(rowLimit)"))
    }
    guard Set(query.keys).count == query.keys.count else {
      throw .invalid(FieldError(field: "keys", message: "must not name a key twice"))
    }
    self.query = query
    do {
      cursor = try query.pageToken.map { token throws(FieldError) in try ReportCursor(token: token, of: query) }
    } catch {
      throw .invalid(error)
    }
  }

  /// Reads the page and the totals from one snapshot.
  func page(from database: Database) throws -> ReportPage {
    var rows = try rows(of: database, keys: query.keys, after: cursor, limit: query.rowLimit + 1)
    let totals = try self.rows(of: database, keys: [], after: nil, limit: Int(Int32.max))
    var token: String?
    if rows.count > query.rowLimit {
      rows.removeLast()
      token = rows.last.map { $0.cursor.token(for: query) }
    }
    return ReportPage(rows: rows.map(\.row), totals: totals.map(\.row), nextPageToken: token)
  }

  private func rows(
    of database: Database, keys: [ReportKey], after cursor: ReportCursor?, limit: Int
  ) throws -> [(row: ReportRow, cursor: ReportCursor)] {
    let order = (keys.map(\.column) + ["currency"]).joined(separator: ", ")
    let figures = RollupBatch.figures.map { "sum(\($0.column)) AS sum_of_\($0.column)" }
    var arguments: StatementArguments = [
      "today": query.today.daysSince1970, "program": query.program.rawValue, "partner": query.partner?.rawValue,
      "from": query.from?.daysSince1970 ?? .min, "to": query.to?.daysSince1970 ?? .max, "limit": limit,
    ]
    var condition = ""
    if let cursor {
      condition = "AND (\(order)) > (\((keys.indices.map { ":key\($0)" } + [":currency"]).joined(separator: ", ")))"
      for (position, key) in cursor.keys.enumerated() { arguments += ["key\(position)": key.argument] }
      arguments += ["currency": cursor.currency.code]
    }
    // With a partner the rows lie together under its key; SQLite must know when it prepares the statement.
    let partner = query.partner == nil ? ":partner IS NULL" : "rollup.partner_id = :partner"
    let sql = """
      SELECT \(order), max(rollup.partner_id) AS partner_id, \(figures.joined(separator: ", ")),
        sum(iif(available_day > :today, commission_minor + adjusted_minor - paid_minor, 0)) AS pending_minor
      FROM rollup \(keys.contains(.partner) ? "JOIN partners USING (partner_id)" : "")
      WHERE rollup.program_id = :program AND \(partner) AND day BETWEEN :from AND :to \(condition)
      GROUP BY \(order) HAVING \(shown) ORDER BY \(order) LIMIT :limit
      """
    return try Row.fetchAll(database, sql: sql, arguments: arguments).map { try Self.row($0, keys: keys) }
  }

  /// Which rows are told. Those that only hold what was taken back again, because an order turned out to be another
  /// partner's, are as if they had never been.
  private var shown: String {
    let hidden = Set(["unique_visits", "revenue_minor"])
    let columns = RollupBatch.figures.map(\.column).filter {
      !hidden.contains($0) && (query.includesFlagged || !$0.hasPrefix("flagged_"))
    }
    return columns.map { "sum(\($0)) <> 0" }.joined(separator: " OR ")
  }

  private static func row(_ row: Row, keys: [ReportKey]) throws -> (row: ReportRow, cursor: ReportCursor) {
    let currency = try row.currency()
    var figures = RollupDelta()
    for figure in RollupBatch.figures { figures[keyPath: figure.value] = row["sum_of_\(figure.column)"] }
    let reportRow = ReportRow(
      partner: keys.contains(.partner) ? PartnerID(rawValue: row["partner_id"]) : nil,
      subID: keys.contains(.subID) ? row.subID : nil,
      day: keys.contains(.day) ? Day(daysSince1970: row["day"]) : nil,
      landingPage: keys.contains(.landingPage) ? row.landingPage : nil, currency: currency, figures: figures,
      pendingMinor: row["pending_minor"])
    let cursor = ReportCursor(
      keys: keys.map { $0 == .day ? .day(Day(daysSince1970: row["day"])) : .text(row[$0.column]) }, currency: currency)
    return (reportRow, cursor)
  }
}

extension ReportKey {
  /// Its column in the rollup or beside it.
  fileprivate var column: String {
    switch self {
    case .subID: "sub_id"
    case .day: "day"
    case .partner: "code"
    case .landingPage: "landing_page"
    }
  }
}

extension ReportCursor.Key {
  /// Its value in SQL.
  fileprivate var argument: any DatabaseValueConvertible {
    switch self {
    case .text(let text): text
    case .day(let day): day.daysSince1970
    }
  }
}
