internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// `tributary.v1.Tracking/GetPartnerReport`.
extension Tracker {
  func getPartnerReport(
    _ request: GetPartnerReportRequest, _ key: APIKeyEntry
  ) async throws -> GetPartnerReportResponse {
    let program = try program(request.program, visibleTo: key)
    let partner = try partner(of: request, in: program, key)
    let keys = try keys(of: request, isOfOnePartner: partner != nil)
    if keys.contains(.subID) {
      let reader = key.key.partner.flatMap { store.directory.partner(id: $0)?.partner }
      try Gating.require(
        Gating.missingForSubIDs(of: account(of: program), reader: reader), for: "a report by SubID")
    }
    let query = ReportQuery(
      program: program.id,
      partner: partner,
      keys: keys,
      from: try request.fromDay.isEmpty ? nil : Day(sent: request.fromDay, field: "from_day"),
      to: try request.toDay.isEmpty ? nil : Day(sent: request.toDay, field: "to_day"),
      rowLimit: try PageSize.report.limit(request.pageSize),
      pageToken: request.pageToken.isEmpty ? nil : request.pageToken,
      today: program.calendar.day(of: now()),
      includesFlagged: request.includeFlagged)
    let page = try await store.report(query)
    let codes = PartnerCodes(store.directory)
    func message(_ row: StoredReportRow) -> Wire.ReportRow {
      Wire.ReportRow(row, codes, includesFlagged: request.includeFlagged)
    }
    return GetPartnerReportResponse(
      rows: page.rows.map(message),
      totals: page.totals.map(message),
      definitions: ReportColumns.definitions(includeFlagged: request.includeFlagged),
      nextPageToken: page.nextPageToken ?? "",
      timeZone: program.program.timeZone)
  }

  /// The one partner to report about; nil for all of them, which a key for one partner's reports cannot ask for.
  private func partner(
    of request: GetPartnerReportRequest, in program: ProgramEntry, _ key: APIKeyEntry
  ) throws -> PartnerID? {
    guard !request.partner.isEmpty else { return key.key.partner }
    return try partner(request.partner, in: program, visibleTo: key).id
  }

  private func keys(
    of request: GetPartnerReportRequest, isOfOnePartner: Bool
  ) throws(FieldError) -> [StoredReportKey] {
    guard !request.keys.isEmpty else { return [isOfOnePartner ? .subID : .partner] }
    var keys: [StoredReportKey] = []
    for (position, key) in request.keys.enumerated() {
      guard let known = UInt8(exactly: key.rawValue).flatMap(StoredReportKey.init(rawValue:)) else {
        throw FieldError(field: "keys[\(position)]", message: "must be sub_id, day, partner or landing_page")
      }
      guard !keys.contains(known) else {
        throw FieldError(field: "keys[\(position)]", message: "stands there twice")
      }
      keys.append(known)
    }
    return keys
  }
}

extension Wire.ReportRow {
  /// A row with its figures; those that begin with "flagged" stay 0 unless they were asked for.
  fileprivate init(_ row: StoredReportRow, _ codes: PartnerCodes, includesFlagged: Bool) {
    let figures = row.figures
    self.init(
      subId: row.subID?.text ?? "",
      day: row.day?.description ?? "",
      currency: row.currency.code,
      visits: figures.visits,
      uniqueVisits: figures.uniqueVisits,
      leads: figures.leads,
      sales: figures.sales,
      refunds: figures.refunds,
      revenueMinor: figures.revenueMinor,
      commissionMinor: figures.commissionMinor,
      conversionRatePpm: figures.conversionRatePPM,
      epcMinorE4: figures.earningsPerClickMinorE4,
      partner: codes[row.partner],
      landingPage: row.landingPage?.text ?? "",
      commissionReversedMinor: figures.reversedMinor,
      commissionPendingMinor: row.pendingMinor,
      commissionApprovedMinor: row.approvedMinor,
      commissionPaidMinor: figures.paidMinor,
      adjustedMinor: figures.adjustedMinor)
    guard includesFlagged else { return }
    flaggedBots = figures.flaggedBots
    flaggedRepeats = figures.flaggedRepeats
    flaggedInactiveClicks = figures.flaggedInactiveClicks
    flaggedSelfReferrals = figures.flaggedSelfReferrals
    flaggedInactiveConversions = figures.flaggedInactiveConversions
    flaggedPrefetches = figures.flaggedPrefetches
    flaggedInvalidSubIds = figures.flaggedInvalidSubIDs
    flaggedUnconfirmed = figures.flaggedUnconfirmed
  }
}
