internal import ArgumentParser
internal import TributaryClient

/// What sales and leads earn.
struct CommissionRateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("What a sale earns of items minus discount, such as 7.5.", valueName: "percent"),
    transform: parsePercent)
  var saleRate: Int32?

  @Option(help: ArgumentHelp("What a sale earns besides, in the program's currency.", valueName: "amount"))
  var saleFlat: String?

  @Option(help: ArgumentHelp("What a lead earns, in the program's currency.", valueName: "amount"))
  var leadFlat: String?

  /// Whether nothing is given.
  var isEmpty: Bool { saleRate == nil && saleFlat == nil && leadFlat == nil }

  /// `rule` with what was given.
  ///
  /// - Parameter currency: the program's.
  /// - Throws: ``CommandFailure`` with status `usage` when an amount is none of the currency.
  func applied(to rule: CommissionRule, currency: String) throws(CommandFailure) -> CommissionRule {
    var rule = rule
    if let saleRate { rule.saleRateE4 = saleRate }
    if let saleFlat { rule.saleFlatMinor = try parseMoney(saleFlat, currency: currency, name: "--sale-flat") }
    if let leadFlat { rule.leadFlatMinor = try parseMoney(leadFlat, currency: currency, name: "--lead-flat") }
    return rule
  }
}
