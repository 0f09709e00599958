internal import ArgumentParser

/// Which contact a command is about.
struct ContactOptions: ParsableArguments {
  @Option(help: "The contact's e-mail address, in any spelling.")
  var email: String?

  @Option(
    name: [.customLong("external-id"), .customLong("customer-id")],
    help: ArgumentHelp("The shop's own number for the customer.", valueName: "id"))
  var externalId: String?

  func validate() throws {
    guard (email == nil) != (externalId == nil) else {
      throw ValidationError("Give --email or --external-id, one of the two.")
    }
  }

  /// The name that was given.
  var name: String { email ?? externalId ?? "" }
}
