public import PartnerProgram

/// What a report's rows are about.
public enum ReportKey: UInt8, Sendable, Hashable, CaseIterable {
  /// The SubID.
  case subID = 1
  /// The day in the program's time zone.
  case day = 2
  /// The partner.
  case partner = 3
  /// The landing page of the click.
  case landingPage = 4
}

/// Which figures to report.
public struct ReportQuery: Sendable, Hashable {
  /// The program.
  public let program: ProgramID
  /// The partner. Nil means all of them.
  public let partner: PartnerID?
  /// What each row is about; several keys nest in this order, none may come twice. Empty: one row for each currency.
  public let keys: [ReportKey]
  /// The first day. Nil means the beginning.
  public let from: Day?
  /// The last day, inclusive. Nil means until now.
  public let to: Day?
  /// Rows of a page, 1 to `StoreLimits.rowsInPage`.
  public let rowLimit: Int
  /// The `nextPageToken` of the page before, of the same query. Nil means the first page.
  public let pageToken: String?
  /// The day in the program's time zone: what is available on it or before is approved.
  public let today: Day
  /// Whether what was kept and not counted is told as well: the figures that begin with "flagged", which are 0 otherwise,
  /// and rows that hold nothing else.
  public let includesFlagged: Bool

  /// Makes a query of its parts.
  public init(
    program: ProgramID,
    partner: PartnerID?,
    keys: [ReportKey],
    from: Day? = nil,
    to: Day? = nil,
    rowLimit: Int,
    pageToken: String? = nil,
    today: Day,
    includesFlagged: Bool = false
  ) {
    self.program = program
    self.partner = partner
    self.keys = keys
    self.from = from
    self.to = to
    self.rowLimit = rowLimit
    self.pageToken = pageToken
    self.today = today
    self.includesFlagged = includesFlagged
  }
}
