import ArgumentParser
import Store

/// `tributaryd keys rotate`
struct KeysRotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Make a key that signs from now on. Those before still verify.",
    discussion: """
      For a database that no server has open. The new key's id goes to standard
      output.

        tributaryd keys rotate --data /var/lib/tributary
      """
  )

  @OptionGroup var data: DataOptions

  func run() async throws {
    try await reportingErrors(data: data.directory) {
      let key = try SQLiteStore.rotateSigningKey(directory: data.directory, at: currentTime())
      try printLine("\(key.id)")
      printNote("Key \(key.id) signs from the server's next start on. Those before still verify.")
    }
  }
}
