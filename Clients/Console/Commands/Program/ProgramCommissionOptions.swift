internal import ArgumentParser
internal import TributaryClient

/// What a program's sales and leads earn where no override says otherwise.
struct ProgramCommissionOptions: ParsableArguments {
  @OptionGroup var rates: CommissionRateOptions

  @Option(help: ArgumentHelp("What a sale earns at most, in the program's currency; 0: no limit.", valueName: "amount"))
  var cap: String?

  @Option(
    help: ArgumentHelp(
      "Share of a partner's commission that the partner who brought it in gets on top.", valueName: "percent"),
    transform: parsePercent)
  var tierTwoRate: Int32?

  @Option(help: ArgumentHelp("Only so many first orders of a customer earn; 0: all.", valueName: "count"))
  var firstOrders: Int32?

  @Option(help: ArgumentHelp("Days until a commission is approved, 0 to 365.", valueName: "days"))
  var holdDays: Int32?

  /// Writes what was given into a program.
  ///
  /// - Throws: ``CommandFailure`` with status `usage` when an amount is none of the program's currency.
  func apply(to program: inout Program) throws(CommandFailure) {
    var rule = try rates.applied(to: program.commission ?? CommissionRule(), currency: program.currency)
    if let cap { rule.capMinor = try parseMoney(cap, currency: program.currency, name: "--cap") }
    if let tierTwoRate { rule.tierTwoRateE4 = tierTwoRate }
    if let firstOrders { rule.firstOrders = firstOrders }
    program.commission = rule
    if let holdDays { program.holdDays = holdDays }
  }
}
