internal import TributaryClient

/// What a command works with while it runs.
struct Session: Sendable {
  /// Where its results and words go.
  let host: ConsoleHost
  /// What is configured beside its arguments.
  let settings: Settings
  /// The server that it calls.
  let connection: ConnectionSettings
  /// The client of that server.
  let client: TributaryClient
  /// How results are written.
  let format: OutputFormat

  /// Emphasis for standard output.
  var style: Style { Style(isTerminal: host.outputIsTerminal, environment: host.environment) }

  /// Emphasis for standard error.
  var errorStyle: Style { Style(isTerminal: host.errorIsTerminal, environment: host.environment) }

  /// Writes the result to standard output.
  func write(_ result: some Presentation) throws {
    switch format {
    case .table: try host.writeOutput(result.table(style: style))
    case .csv: try host.writeOutput(csv(header: result.csv.header, rows: result.csv.rows.map(safeForOutput)))
    case .json: try host.writeOutput(result.json.text)
    }
  }

  /// Cells as they are, but on a terminal without characters that it would obey: SubIDs come from anybody's links.
  private func safeForOutput(_ cells: [String]) -> [String] {
    host.outputIsTerminal ? cells.map(visibleText) : cells
  }

  /// Writes a remark to standard error.
  func remark(_ text: String) {
    host.writeError(text + "\n")
  }

  /// The currency that the command's amounts are in: the one given, else the configured one, else the program's.
  ///
  /// - Throws: ``TributaryError`` as any call. A key that may record the command's amounts may also ask for the currency.
  func currency(_ given: String?, ofProgram program: String) async throws(TributaryError) -> String {
    if let currency = given ?? settings.currency { return currency }
    return try await client.program(program).currency
  }
}
