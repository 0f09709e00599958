import GRDB
import PartnerProgram

/// A checked report query as SQL over the rollup, which is the only table of facts that reports read.
struct ReportPlan {
  private let query: ReportQuery
  private let cursor: ReportCursor?
  /// The columns that are summed. What was kept and not counted is only looked at when it is asked for.
  private let figures: [RollupBatch.Figure]

  /// - Throws: `StoreError.invalid` naming the field.
  init(_ query: ReportQuery, rowLimit: Int) throws(StoreError) {
    guard (1...rowLimit).contains(query.rowLimit) else {
      throw .invalid(FieldError(field: "page_size", message: "must be between 1 and \(rowLimit)"))
    }
    guard Set(query.keys).count == query.keys.count else {
      throw .invalid(FieldError(field: "keys", message: "must not name a key twice"))
    }
    self.query = query
    figures = RollupBatch.figures.filter { query.includesFlagged || !$0.column.hasPrefix("flagged_") }
    do {
      cursor = try query.pageToken.map { token throws(FieldError) in try ReportCursor(token: token, of: query) }
    } catch {
      throw .invalid(error)
    }
  }

  /// Reads the page and the totals from one snapshot.
  func page(from database: Database) throws -> ReportPage {
    var rows: [Group] = []
    var sums = ReportTotals()
    let groups = try groups(of: database, keys: query.keys, after: cursor)
    while rows.count <= query.rowLimit, let next = try groups.next() {
      let group = try group(next, keys: query.keys)
      try sums.add(group.row)
      if isShown(group.row) { rows.append(group) }
    }
    let isLast = rows.count <= query.rowLimit
    if !isLast { rows.removeLast() }
    // Most reports are a single page, and reading everything once more for its totals would take as long again.
    let totals = isLast && cursor == nil ? sums.rows : try totals(of: database)
    return ReportPage(
      rows: rows.map(\.row), totals: totals.filter(isShown),
      nextPageToken: isLast ? nil : rows.last?.cursor.token(for: query))
  }

  /// A row with where the page after it begins.
  private typealias Group = (row: ReportRow, cursor: ReportCursor)

  private func totals(of database: Database) throws -> [ReportRow] {
    let groups = try groups(of: database, keys: [], after: nil)
    var totals: [ReportRow] = []
    while let next = try groups.next() { totals.append(try group(next, keys: []).row) }
    return totals
  }

  private func groups(of database: Database, keys: [ReportKey], after cursor: ReportCursor?) throws -> RowCursor {
    var arguments: StatementArguments = [
      "today": query.today.daysSince1970, "program": query.program.rawValue, "partner": query.partner?.rawValue,
      "from": query.from?.daysSince1970 ?? .min, "to": query.to?.daysSince1970 ?? .max,
    ]
    if let cursor {
      for (position, key) in cursor.keys.enumerated() { arguments += ["key\(position)": key.argument] }
      arguments += ["currency": cursor.currency.code]
    }
    return try Row.fetchCursor(database, sql: sql(keys: keys, isContinued: cursor != nil), arguments: arguments)
  }

  /// The statement that sums the rollup by some keys.
  ///
  /// - Parameter isContinued: whether it begins after the row of a cursor.
  func sql(keys: [ReportKey], isContinued: Bool) -> String {
    let order = (keys.map(\.column) + ["currency"]).joined(separator: ", ")
    let condition =
      isContinued
      ? "AND (\(order)) > (\((keys.indices.map { ":key\($0)" } + [":currency"]).joined(separator: ", ")))" : ""
    // The days lie together under each partner, so SQLite is to go from partner to partner (CROSS JOIN keeps the order)
    // and must know when it prepares the statement whether there is only one.
    let partner = query.partner == nil ? ":partner IS NULL" : "partners.partner_id = :partner"
    return """
      SELECT \(order), max(rollup.partner_id) AS partner_id,
        sum(iif(available_day > :today, commission_minor + adjusted_minor - paid_minor, 0)) AS pending_minor,
        \(figures.map { "sum(\($0.column))" }.joined(separator: ", "))
      FROM partners CROSS JOIN rollup USING (partner_id)
      WHERE partners.program_id = :program AND \(partner) AND rollup.program_id = :program
        AND day BETWEEN :from AND :to \(condition)
      GROUP BY \(order) ORDER BY \(order)
      """
  }

  /// Whether a row is told. Those that only hold what was taken back again, because an order turned out to be another
  /// partner's, are as if they had never been.
  private func isShown(_ row: ReportRow) -> Bool {
    figures.contains { !Self.isHidden($0.column) && row.figures[keyPath: $0.value] != 0 }
  }

  /// Figures that are no reason to tell a row.
  private static func isHidden(_ column: String) -> Bool { column == "unique_visits" || column == "revenue_minor" }

  private func group(_ row: Row, keys: [ReportKey]) throws -> Group {
    let currency = try row.currency()
    var sums = RollupDelta()
    // After the keys, the currency, the partner and what is pending. To look for their names takes longer than to read.
    for (position, figure) in figures.enumerated() { sums[keyPath: figure.value] = row[keys.count + 3 + position] }
    let reportRow = ReportRow(
      partner: keys.contains(.partner) ? PartnerID(rawValue: row["partner_id"]) : nil,
      subID: keys.contains(.subID) ? row.subID : nil,
      day: keys.contains(.day) ? Day(daysSince1970: row["day"]) : nil,
      landingPage: keys.contains(.landingPage) ? row.landingPage : nil, currency: currency, figures: sums,
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
