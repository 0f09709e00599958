internal import ArgumentParser
internal import TributaryClient

/// `tributary report`
struct ReportCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Print the visits, leads, sales and commissions of one or all partners.",
    discussion: """
      One row for each key that --by names and each currency; currencies are never added. Days are those of the \
      program's time zone, and both ends are included. All pages are fetched. The csv and the json have more columns \
      than the table.

      Needs a key of scope server or above, or the partner's own (scope partner-report), which sees that partner only.

      Examples:
        tributary report --program shop
        tributary report --partner anna --by sub_id,day --from 2026-01-01
        tributary report --by partner,landing_page --flagged
        tributary report --partner anna --format csv > anna.csv
      """)

  /// Rows that a report may have in all. A longer one is asked for in parts, by its days.
  static let rowLimit = 1_000_000

  @OptionGroup var program: ProgramOption

  @Option(help: ArgumentHelp("One partner only.", valueName: "code"))
  var partner = ""

  @Option(
    help: ArgumentHelp(
      """
      What rows are about: sub_id, day, partner, landing_page, or several with commas. Without it sub_id, and of all \
      partners partner.
      """, valueName: "keys"),
    transform: ReportKey.parseList)
  var by: [ReportKey] = []

  @Option(help: ArgumentHelp("First day, YYYY-MM-DD.", valueName: "day"), transform: parseDay)
  var from = ""

  @Option(help: ArgumentHelp("Last day, YYYY-MM-DD.", valueName: "day"), transform: parseDay)
  var to = ""

  @Flag(help: "Also what was kept but not counted: bots, repeats, inactive partners, self-referrals.")
  var flagged = false

  @Flag(help: "Say below the table what its columns mean.")
  var explain = false

  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let request = GetPartnerReportRequest(
      program: try program.resolved(session), partner: partner, keys: by, fromDay: from, toDay: to,
      includeFlagged: flagged)
    var rows: [ReportRow] = []
    var last = GetPartnerReportResponse()
    for try await page in session.client.partnerReportPages(request) {
      rows += page.rows
      last = page
      guard rows.count <= Self.rowLimit else {
        throw CommandFailure(
          .tryLater, "the report has more than \(Self.rowLimit) rows", hint: "ask for fewer days by --from and --to")
      }
    }
    try session.write(
      ReportPresentation(
        request: request, rows: rows, totals: last.totals, definitions: last.definitions, timeZone: last.timeZone,
        explains: explain))
  }
}

extension ReportKey {
  /// Reads keys with commas between them.
  ///
  /// - Throws: `ValidationError` when one is unknown or comes twice.
  static func parseList(_ text: String) throws -> [ReportKey] {
    let keys = try text.split(separator: ",", omittingEmptySubsequences: false).map { word in
      guard let key = known.first(where: { $0.word == word && $0 != .unspecified }) else {
        throw ValidationError("A key is sub_id, day, partner or landing_page.")
      }
      return key
    }
    guard Set(keys).count == keys.count else { throw ValidationError("A key comes twice.") }
    return keys
  }
}
