import PartnerProgram
import Store
import Testing

/// Reading a shop's reports.
extension Shop {
  /// A page of a report, of one partner or (nil) of all.
  func report(
    _ partner: Partner?, keys: [ReportKey] = [.subID], from: Day? = nil, to: Day? = nil, rowLimit: Int = 100,
    pageToken: String? = nil, today: Day = today, includesFlagged: Bool = false
  ) async throws -> ReportPage {
    try await store.report(
      ReportQuery(
        program: program.id, partner: partner?.id, keys: keys, from: from, to: to, rowLimit: rowLimit,
        pageToken: pageToken, today: today, includesFlagged: includesFlagged))
  }

  /// All figures of a partner in the program's currency.
  func figures(_ partner: Partner, includesFlagged: Bool = false) async throws -> RollupDelta {
    try await report(partner, keys: [], includesFlagged: includesFlagged).totals
      .first { $0.currency == program.currency }?.figures ?? RollupDelta()
  }

  /// Expects that what is summed up agrees with the facts.
  func expectConsistent(_ location: SourceLocation = #_sourceLocation) async throws {
    #expect(try await store.check() == [], sourceLocation: location)
  }
}
