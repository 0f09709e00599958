import ArgumentParser
import Store

/// `tributaryd keys retire`
struct KeysRetire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: "Drop a key: what it has signed is not known any more.",
    discussion: """
      Click tokens and cookies that it signed count as forged from then on, so
      wait until the clicks are older than the programs' windows. The last key
      stays. For a database that no server has open.

        tributaryd keys retire 1 --data /var/lib/tributary
      """
  )

  @Argument(help: "The key's id, as tributaryd keys list tells it.")
  var id: UInt32

  @OptionGroup var data: DataOptions

  func run() async throws {
    try await reportingErrors(data: data.directory) {
      let key = try SQLiteStore.retireSigningKey(id, directory: data.directory)
      printNote("Key \(key.id) is dropped, and its secret with it.")
    }
  }
}
