internal import ArgumentParser
internal import TributaryClient

/// `tributary contact show`
struct ContactShowCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a contact and who referred it.",
    discussion: """
      Examples:
        tributary contact show --email jo@example.com
        tributary contact show --external-id 1017 --format json
      """)

  @OptionGroup var program: ProgramOption
  @OptionGroup var contact: ContactOptions
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let found = try await session.client.contact(
      GetContactRequest(
        program: program.resolved(session), email: contact.email ?? "", externalId: contact.externalId ?? ""))
    try session.write(ContactPresentation(contact: found))
  }
}
