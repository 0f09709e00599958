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
    let query = ReportQuery(
      program: program.id,
      partner: try partnerID(of: request, in: program, key),
      keys: try keys(of: request),
      from: try request.fromDay.isEmpty ? nil : Day(sent: request.fromDay, field: "from_day"),
      to: try request.toDay.isEmpty ? nil : Day(sent: request.toDay, field: "to_day"),
      rowLimit: try PageSize.report.limit(request.pageSize),
      pageToken: request.pageToken.isEmpty ? nil : request.pageToken)
    let page = try await store.report(query)
    return GetPartnerReportResponse(
      rows: page.rows.map(Wire.ReportRow.init),
      totals: page.totals.map(Wire.ReportRow.init),
      definitions: ReportColumns.definitions,
      nextPageToken: page.nextPageToken ?? "",
      timeZone: program.program.timeZone)
  }

  private func partnerID(
    of request: GetPartnerReportRequest, in program: ProgramEntry, _ key: APIKeyEntry
  ) throws -> PartnerID {
    if request.partner.isEmpty {
      guard let own = key.key.partner else {
        throw FieldError(field: "partner", message: "must not be empty")
      }
      return own
    }
    return try partner(request.partner, in: program, visibleTo: key).id
  }

  private func keys(of request: GetPartnerReportRequest) throws(FieldError) -> [StoredReportKey] {
    guard !request.keys.isEmpty else { return [.subID] }
    var keys: [StoredReportKey] = []
    for (position, key) in request.keys.enumerated() {
      guard let known = UInt8(exactly: key.rawValue).flatMap(StoredReportKey.init(rawValue:)) else {
        throw FieldError(field: "keys[\(position)]", message: "must be sub_id or day")
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
  fileprivate init(_ row: StoredReportRow) {
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
      epcMinorE4: figures.earningsPerClickMinorE4)
  }
}
