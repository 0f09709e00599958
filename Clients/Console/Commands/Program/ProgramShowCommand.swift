internal import ArgumentParser
internal import TributaryClient

/// `tributary program show`
struct ProgramShowCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a program.",
    discussion: """
      Example:
        tributary program show shop
      """)

  @Argument(help: "The program.")
  var slug: String

  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let program = try await session.client.program(slug)
    try session.write(RecordDetail(name: "program", fields: programFields, record: program))
  }
}
