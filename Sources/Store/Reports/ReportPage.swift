public import PartnerProgram

/// One page of a report.
public struct ReportPage: Sendable, Hashable {
  /// Rows in the order of their keys and then of their currency codes. SubIDs are ordered by their bytes.
  public let rows: [ReportRow]
  /// Sums over all pages, one for each currency, in the order of the codes.
  public let totals: [ReportRow]
  /// Asks for the next page. Nil means that this was the last.
  public let nextPageToken: String?

  /// Makes a page of its parts.
  public init(rows: [ReportRow], totals: [ReportRow], nextPageToken: String?) {
    self.rows = rows
    self.totals = totals
    self.nextPageToken = nextPageToken
  }
}

/// Figures of one key and currency.
public struct ReportRow: Sendable, Hashable {
  /// The SubID when it is a key and the row has one.
  public let subID: SubID?
  /// The day when it is a key.
  public let day: Day?
  /// The currency of the row's money. Clicks and leads are counted under the program's.
  public let currency: Currency
  /// The figures.
  public let figures: RollupDelta

  /// Makes a row of its parts.
  public init(subID: SubID?, day: Day?, currency: Currency, figures: RollupDelta) {
    self.subID = subID
    self.day = day
    self.currency = currency
    self.figures = figures
  }
}
