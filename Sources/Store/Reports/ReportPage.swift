public import PartnerProgram

/// One page of a report.
public struct ReportPage: Sendable, Hashable {
  /// Rows in the order of their keys and then of their currency codes. SubIDs and landing pages are ordered by their bytes,
  /// partners by their codes.
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
  /// The partner when it is a key.
  public let partner: PartnerID?
  /// The SubID when it is a key and the row has one.
  public let subID: SubID?
  /// The day when it is a key.
  public let day: Day?
  /// The landing page when it is a key and the row has one.
  public let landingPage: LandingPage?
  /// The currency of the row's money. Clicks and leads are counted under the program's.
  public let currency: Currency
  /// The figures.
  public let figures: RollupDelta
  /// The part of commission and adjustments that is on hold, in minor units.
  public let pendingMinor: Int64

  /// The part of commission and adjustments that is approved and not paid, in minor units. A result that does not fit, as
  /// the sum over very many partners may not, is the number nearest to it.
  public var approvedMinor: Int64 {
    Int64(
      clamping: Int128(figures.commissionMinor) + Int128(figures.adjustedMinor) - Int128(figures.paidMinor)
        - Int128(pendingMinor))
  }

  /// Makes a row of its parts.
  public init(
    partner: PartnerID?, subID: SubID?, day: Day?, landingPage: LandingPage?, currency: Currency, figures: RollupDelta,
    pendingMinor: Int64
  ) {
    self.partner = partner
    self.subID = subID
    self.day = day
    self.landingPage = landingPage
    self.currency = currency
    self.figures = figures
    self.pendingMinor = pendingMinor
  }
}
