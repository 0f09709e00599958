internal import ArgumentParser
internal import TributaryClient

/// `tributary program update`
struct ProgramUpdateCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Change a program. What is not given stays as it is.",
    discussion: """
      Currency and time zone are for ever. The program is read, changed and written: two such commands at the same time \
      can undo each other. Orders that are recorded already keep the rules that they were recorded under.

      Examples:
        tributary program update shop --sale-rate 12.5 --hold-days 30
        tributary program update shop --coupon-rule after-click --touch first
        tributary program update shop --cap 50 --tier-two-rate 10 --first-orders 1
        tributary program update shop --landing-url https://shop.example.com/
      """)

  @Argument(help: "The program.")
  var slug: String

  @OptionGroup var fields: ProgramFieldOptions
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let present = try await session.client.program(slug)
    let program = try await session.client.updateProgram(fields.applied(to: present))
    try session.write(RecordDetail(name: "program", fields: programFields, record: program))
  }
}
