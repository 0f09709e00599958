import PartnerProgram

/// Sums of a report's rows, one for each currency.
struct ReportTotals {
  private var sums: [Currency: (figures: RollupDelta, pendingMinor: Int64)] = [:]

  /// - Throws: `MoneyError.overflow` when a sum does not fit.
  mutating func add(_ row: ReportRow) throws {
    var sum = sums[row.currency] ?? (RollupDelta(), 0)
    try sum.figures += row.figures
    let (pending, overflow) = sum.pendingMinor.addingReportingOverflow(row.pendingMinor)
    guard !overflow else { throw MoneyError.overflow }
    sum.pendingMinor = pending
    sums[row.currency] = sum
  }

  /// The sums in the order of the currencies' codes.
  var rows: [ReportRow] {
    sums.sorted { $0.key < $1.key }.map { currency, sum in
      ReportRow(
        partner: nil, subID: nil, day: nil, landingPage: nil, currency: currency, figures: sum.figures,
        pendingMinor: sum.pendingMinor)
    }
  }
}
