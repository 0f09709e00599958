import ArgumentParser
import Store

/// `tributaryd backup`
struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a consistent copy of the database, also while a server uses it.",
    discussion: """
      The copy is one file, on disk before the command ends. To go back to it,
      put it into an empty directory as tributary.db and serve that.

        tributaryd backup --data /var/lib/tributary /backups/tributary-2026-11-24.db
      """
  )

  @OptionGroup var data: DataOptions

  @Argument(help: "The file to write. It must not exist.", completion: .file())
  var path: String

  func run() async throws {
    try await reportingErrors(data: data.directory) {
      try SQLiteStore.backup(directory: data.directory, to: path)
      printNote("Wrote \(path).")
    }
  }
}
