import ArgumentParser
import Foundation
import Store

/// `tributaryd init`
struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a database and print the server's admin key, once.",
    discussion: """
      The key alone goes to standard output, words go to standard error:

        tributaryd init --data /var/lib/tributary > admin.key
        export TRIBUTARY_KEY=$(cat admin.key)

      Only its SHA-256 is kept, so it cannot be shown again.
      """
  )

  @OptionGroup var data: DataOptions

  func run() async throws {
    try await reportingErrors(data: data.directory) {
      let secret = try makeDatabase(in: data.directory, keyLabel: "made by tributaryd init")
      do {
        try printLine(secret)
      } catch {
        // A database whose only key nobody has seen is of no use, and would stand in the way of the next attempt.
        try? FileManager.default.removeItem(atPath: SQLiteStore.databasePath(in: data.directory))
        throw error
      }
      printNote("The database is in \(data.directory). The line on standard output is the server's admin key: keep it,")
      printNote("it cannot be shown again. Next: tributaryd serve --data \(data.directory)")
    }
  }
}
