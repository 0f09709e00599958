import ArgumentParser

/// `tributaryd keys`
struct Keys: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Administer the keys that sign click tokens and cookies.",
    discussion: """
      The newest key signs, and all of them verify. So a key is changed without
      losing a visitor: make a new one, and retire the old one when what it has
      signed can earn no more.

        tributaryd keys rotate --data /var/lib/tributary
        tributaryd keys list --data /var/lib/tributary
        tributaryd keys retire 1 --data /var/lib/tributary

      A server reads the keys when it starts: stop it before, and start it after.
      """,
    subcommands: [KeysList.self, KeysRotate.self, KeysRetire.self]
  )
}
