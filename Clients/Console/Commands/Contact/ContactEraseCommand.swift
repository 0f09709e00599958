internal import ArgumentParser
internal import TributaryClient

/// `tributary contact erase`
struct ContactEraseCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Erase a contact's addresses and numbers for ever. No balance changes.",
    discussion: """
      They disappear from the contact, from its orders and from their receipts, as the law may demand; what partners \
      earned stays. On a terminal the name has to be typed again, unless --yes is given.

      Examples:
        tributary contact erase --email jo@example.com
        tributary contact erase --external-id 1017 --yes
      """)

  @OptionGroup var program: ProgramOption
  @OptionGroup var contact: ContactOptions

  @Flag(help: "Do not ask.")
  var yes = false

  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let program = try program.resolved(session)
    if !yes { try confirm(session, program: program) }
    let erased = try await session.client.eraseContact(
      EraseContactRequest(program: program, email: contact.email ?? "", externalId: contact.externalId ?? ""))
    let fields: [Field<EraseContactResponse>] = [
      Field("conversions", "Conversions without it now") { .count($0.conversions) }
    ]
    try session.write(RecordDetail(name: nil, fields: fields, record: erased))
  }

  /// Has the contact's name typed again.
  ///
  /// - Throws: ``CommandFailure`` with status `usage` when another text is typed, or nobody is there to type.
  private func confirm(_ session: Session, program: String) throws(CommandFailure) {
    guard session.host.inputIsTerminal else {
      throw CommandFailure(.usage, "an erasure cannot be undone, and nobody can be asked", hint: "give --yes")
    }
    let style = session.errorStyle
    session.host.writeError(
      "This erases \(style.strong(visibleText(contact.name))) from \(visibleText(program)) for ever. "
        + "Type the same again to go on: ")
    guard session.host.readAnswer() == contact.name else {
      throw CommandFailure(.usage, "that was another text; nothing is erased")
    }
  }
}
