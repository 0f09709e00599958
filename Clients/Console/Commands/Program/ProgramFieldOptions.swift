internal import ArgumentParser
internal import TributaryClient

/// The fields of a program that can be changed.
struct ProgramFieldOptions: ParsableArguments {
  @Option(help: "Its name for people.")
  var name: String?

  @Option(help: ArgumentHelp("How long a click can earn, 1 to 3650 days; 60 when nothing is said.", valueName: "days"))
  var windowDays: Int32?

  @Option(
    help: ArgumentHelp("What a sale earns of items minus discount, such as 7.5.", valueName: "percent"),
    transform: parsePercent)
  var saleRate: Int32?

  @Option(help: ArgumentHelp("What a sale earns besides, in the program's currency.", valueName: "amount"))
  var saleFlat: String?

  @Option(help: ArgumentHelp("What a lead earns, in the program's currency.", valueName: "amount"))
  var leadFlat: String?

  @Option(help: ArgumentHelp("Days until a commission is approved, 0 to 365.", valueName: "days"))
  var holdDays: Int32?

  @Option(
    help: ArgumentHelp("Where the tracking host is reached, such as https://go.example.com.", valueName: "url"))
  var trackingUrl: String?

  /// `program` with the fields that were given.
  ///
  /// - Throws: ``CommandFailure`` with status `usage` when an amount is none of the program's currency.
  func applied(to program: Program) throws(CommandFailure) -> Program {
    var program = program
    if let name { program.name = name }
    if let windowDays { program.windowDays = windowDays }
    if let holdDays { program.holdDays = holdDays }
    if let trackingUrl { program.trackingUrl = trackingUrl }

    var rule = program.commission ?? CommissionRule()
    if let saleRate { rule.saleRateE4 = saleRate }
    if let saleFlat {
      rule.saleFlatMinor = try parseMoney(saleFlat, currency: program.currency, name: "--sale-flat")
    }
    if let leadFlat {
      rule.leadFlatMinor = try parseMoney(leadFlat, currency: program.currency, name: "--lead-flat")
    }
    program.commission = rule
    return program
  }
}
