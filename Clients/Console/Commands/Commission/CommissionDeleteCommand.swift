internal import ArgumentParser
internal import TributaryClient

/// `tributary commission delete`
struct CommissionDeleteCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "End such a rule: later orders go by what is left.",
    discussion: """
      Examples:
        tributary commission delete --partner anna
        tributary commission delete --partner anna --sku MUG
      """)

  @OptionGroup var program: ProgramOption
  @OptionGroup var override: OverrideOptions
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let program = try program.resolved(session)
    let currency = try await session.client.program(program).currency
    let ended = try await session.client.deleteCommissionOverride(
      program: program, partner: override.partner, sku: override.sku)
    try session.write(
      RecordDetail(
        name: "commission_override", fields: commissionOverrideFields(currency: currency), record: ended))
  }
}
