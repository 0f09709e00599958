import ArgumentParser
import Store

/// `tributaryd check`
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Recompute reports and balances from the facts, and compare.",
    discussion: """
      Reads the database without changing it, also while a server uses it.
      Prints each difference on a line of standard output, then exits with 1.

        tributaryd check --data /var/lib/tributary
      """
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var log: LogOptions

  func run() async throws {
    try await reportingErrors(data: data.directory) {
      let differences = try SQLiteStore.check(directory: data.directory)
      for difference in differences { try printLine(difference) }
      guard differences.isEmpty else {
        printNote("\(differences.count) differences between the facts and what was summed up.")
        throw ExitStatus.differences
      }
      printNote("Consistent: every report row and balance equals what its clicks and conversions add up to.")
    }
  }
}
