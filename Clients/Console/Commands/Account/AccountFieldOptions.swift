internal import ArgumentParser
internal import TributaryClient

/// The fields of an account that can be chosen.
struct AccountFieldOptions: ParsableArguments {
  @Option(help: "Its name for people.")
  var name: String?

  @Option(help: "What it has paid for.")
  var plan: PlanChoice?

  @Flag(inversion: .prefixedNo, help: "Whether its partners may log in.")
  var partnerCenter: Bool?

  /// `account` with the fields that were given.
  func applied(to account: Account) -> Account {
    var account = account
    if let name { account.name = name }
    if let plan { account.plan = plan.value }
    if let partnerCenter { account.partnerCenter = partnerCenter }
    return account
  }
}

/// The plans by their words.
enum PlanChoice: String, CaseIterable, ExpressibleByArgument {
  case starter
  case plus
  case pro
  case enterprise

  /// The plan in the protocol.
  var value: Plan {
    switch self {
    case .starter: .starter
    case .plus: .plus
    case .pro: .pro
    case .enterprise: .enterprise
    }
  }
}
