internal import ArgumentParser
internal import TributaryClient

/// The fields of a program that can be changed.
struct ProgramFieldOptions: ParsableArguments {
  @Option(help: "Its name for people.")
  var name: String?

  @Option(
    help: ArgumentHelp("Where the tracking host is reached, such as https://go.example.com.", valueName: "url"))
  var trackingUrl: String?

  @Option(
    help: ArgumentHelp(
      "How long clicks are kept: at least the window, and at least 2; 0: for ever.", valueName: "days"))
  var clickRetention: Int32?

  @Option(help: "What is stored of visitors' network addresses; truncated when nothing is said.")
  var addresses: AddressesChoice?

  @OptionGroup(title: "Where links and forms lead") var browsers: ProgramBrowserOptions
  @OptionGroup(title: "Who referred a conversion") var attribution: AttributionOptions
  @OptionGroup(title: "What is earned") var commission: ProgramCommissionOptions

  /// `program` with the fields that were given.
  ///
  /// - Throws: ``CommandFailure`` with status `usage` when an amount is none of the program's currency.
  func applied(to program: Program) throws(CommandFailure) -> Program {
    var program = program
    if let name { program.name = name }
    if let trackingUrl { program.trackingUrl = trackingUrl }
    if let clickRetention { program.clickRetentionDays = clickRetention }
    if let addresses { program.addressStorage = addresses.value }
    browsers.apply(to: &program)
    attribution.apply(to: &program)
    try commission.apply(to: &program)
    return program
  }
}

/// What is stored of network addresses, by its words.
enum AddressesChoice: String, CaseIterable, ExpressibleByArgument {
  case truncated
  case none
  case full

  /// The choice in the protocol.
  var value: AddressStorage {
    switch self {
    case .truncated: .truncated
    case .none: .none
    case .full: .full
    }
  }
}
