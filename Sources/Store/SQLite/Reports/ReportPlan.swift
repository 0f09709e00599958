import GRDB
import PartnerProgram

/// A checked report query as SQL over the rollup, which is the only table that reports read.
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
      token = rows.last.map { ReportCursor(subID: $0.subID, day: $0.day, currency: $0.currency).token(for: query) }
    }
    return ReportPage(rows: rows, totals: totals, nextPageToken: token)
  }

  private func rows(
    of database: Database, keys: [ReportKey], after cursor: ReportCursor?, limit: Int
  ) throws -> [ReportRow] {
    let order = (keys.map(\.column) + ["currency"]).joined(separator: ", ")
    var arguments: StatementArguments = [
      query.program.rawValue, query.partner.rawValue, query.from?.daysSince1970 ?? .min,
      query.to?.daysSince1970 ?? .max,
    ]
    var condition = ""
    if let cursor {
      let marks = Array(repeating: "?", count: keys.count + 1).joined(separator: ", ")
      condition = "AND (\(order)) > (\(marks))"
      for key in keys {
        switch key {
        case .subID: arguments += [cursor.subID?.text ?? ""]
        case .day: arguments += [cursor.day?.daysSince1970 ?? .min]
        }
      }
      arguments += [cursor.currency.code]
    }
    arguments += [limit]
    let sql = """
      SELECT \(order), sum(visits) AS visits, sum(unique_visits) AS unique_visits, sum(leads) AS leads,
        sum(sales) AS sales, sum(refunds) AS refunds, sum(revenue_minor) AS revenue_minor,
        sum(commission_minor) AS commission_minor
      FROM rollup
      WHERE program_id = ? AND partner_id = ? AND day BETWEEN ? AND ? \(condition)
      GROUP BY \(order) ORDER BY \(order) LIMIT ?
      """
    return try Row.fetchAll(database, sql: sql, arguments: arguments).map { try Self.row($0, keys: keys) }
  }

  private static func row(_ row: Row, keys: [ReportKey]) throws -> ReportRow {
    guard let currency = Currency(code: row["currency"] as String) else {
      throw StoreError.io("\((row["currency"] as String).quoted) in the rollup is no currency")
    }
    let subID = keys.contains(.subID) ? Array((row["sub_id"] as String).utf8) : []
    return ReportRow(
      subID: subID.isEmpty ? nil : SubID(checked: subID),
      day: keys.contains(.day) ? Day(daysSince1970: row["day"]) : nil,
      currency: currency,
      figures: RollupDelta(
        visits: row["visits"], uniqueVisits: row["unique_visits"], leads: row["leads"], sales: row["sales"],
        refunds: row["refunds"], revenueMinor: row["revenue_minor"], commissionMinor: row["commission_minor"]))
  }
}

extension ReportKey {
  /// Its column in the rollup.
  fileprivate var column: String {
    switch self {
    case .subID: "sub_id"
    case .day: "day"
    }
  }
}
