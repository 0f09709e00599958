internal import ArgumentParser

/// `tributary pixel-key`
struct PixelKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pixel-key",
    abstract: "Administer the keys that sign pixels.",
    discussion: """
      What a signed pixel says is taken as if the cart had said it itself; what an unsigned one says waits until the cart \
      or a person confirms it. Needs a key of scope admin.

      Example:
        tributary pixel-key rotate --program shop
      """,
    subcommands: [PixelKeyRotateCommand.self]
  )
}
