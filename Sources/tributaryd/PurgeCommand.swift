import ArgumentParser
import Store

/// `tributaryd purge`
struct Purge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Delete the clicks that are past their program's retention.",
    discussion: """
      No report, receipt or balance changes: what the clicks had counted is kept.
      How long a program keeps clicks is set with
      `tributary program update SLUG --click-retention DAYS`; 0 means for ever.

      A running server does this by itself every hour, so this is for a database
      that no server has open.

        tributaryd purge --data /var/lib/tributary
      """
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var log: LogOptions

  func run() async throws {
    try await reportingErrors(data: data.directory) {
      let store = try openStore(data.directory, logger: log.makeLogger())
      do {
        try await purge(store)
      } catch {
        await store.drain()
        throw error
      }
      await store.drain()
    }
  }

  private func purge(_ store: SQLiteStore) async throws {
    var programs = 0
    try await ClickRetention.apply(to: store, at: currentTime()) { purged in
      programs += 1
      try printLine("\(purged.program): \(purged.clicks) clicks older than \(purged.keptDays) days deleted")
    }
    if programs == 0 { printNote("No program has a retention: every click is kept.") }
  }
}
