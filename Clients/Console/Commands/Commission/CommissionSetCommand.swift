internal import ArgumentParser
internal import TributaryClient

/// `tributary commission set`
struct CommissionSetCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Set what a product, a partner, or a product sold by a partner earns.",
    discussion: """
      It takes the place of the program's own commission: what a new rule does not name earns nothing. Of a rule that is \
      there, what is not given stays as it is; it is read, changed and written, and two such commands at the same time \
      can undo each other. Orders that are recorded already keep the rules that they were recorded under.

      With --sku, --sale-flat is for each piece.

      Examples:
        tributary commission set --partner anna --sale-rate 12.5 --lead-flat 2
        tributary commission set --sku MUG --sale-rate 5
        tributary commission set --sku MUG --partner anna --sale-flat 0.50
      """)

  @OptionGroup var program: ProgramOption
  @OptionGroup var override: OverrideOptions
  @OptionGroup var rates: CommissionRateOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if rates.isEmpty { throw ValidationError("Give --sale-rate, --sale-flat or --lead-flat.") }
    if !override.sku.isEmpty, rates.leadFlat != nil {
      throw ValidationError("A lead has no products: give --lead-flat without --sku.")
    }
  }

  func execute(_ session: Session) async throws {
    let program = try program.resolved(session)
    // Its amounts are in the program's own currency, whatever is configured for orders.
    let currency = try await session.client.program(program).currency
    var rule = try await present(session, program: program)
    rule.commission = try rates.applied(to: rule.commission ?? CommissionRule(), currency: currency)
    let set = try await session.client.setCommissionOverride(rule)
    try session.write(
      RecordDetail(
        name: "commission_override", fields: commissionOverrideFields(currency: currency), record: set))
  }

  /// The override that is there for this partner and product, else an empty one.
  private func present(_ session: Session, program: String) async throws -> CommissionOverride {
    for try await page in session.client.commissionOverridePages(program: program, pageSize: collectedPageSize) {
      let found = page.commissionOverrides.first { $0.partner == override.partner && $0.sku == override.sku }
      if let found { return found }
    }
    return CommissionOverride(program: program, partner: override.partner, sku: override.sku)
  }
}
