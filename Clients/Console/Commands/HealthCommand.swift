internal import ArgumentParser
internal import TributaryClient

/// `tributary health`
struct HealthCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "health",
    abstract: "Ask whether the server takes calls.",
    discussion: """
      Exits with 0 when it does, and with 69 when it does not or cannot be reached. Needs no key.

      Example:
        tributary health --address localhost:7411
      """)

  @Option(help: ArgumentHelp("Ask about one service, such as tributary.v1.Tracking.", valueName: "name"))
  var service = ""

  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let status = try await session.client.health(service: service)
    let fields: [Field<ServingStatus>] = [Field("status", "Status") { .text($0.word) }]
    try session.write(RecordDetail(name: nil, fields: fields, record: status))
    guard status == .serving else {
      throw CommandFailure(.unavailable, "the server at \(session.connection.address) is not serving")
    }
  }
}
