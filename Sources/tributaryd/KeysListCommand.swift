import ArgumentParser
import Foundation
import PartnerProgram
import Store

/// `tributaryd keys list`
struct KeysList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the keys, newest first, without their secrets. A server may run.",
    discussion: """
      Each line has the key's id, when it was made, and what it does:
      signs (and verifies), or verifies.

        tributaryd keys list --data /var/lib/tributary
      """
  )

  @OptionGroup var data: DataOptions

  func run() async throws {
    try await reportingErrors(data: data.directory) {
      let keys = try SQLiteStore.signingKeys(directory: data.directory)
      for (position, key) in keys.enumerated() {
        try printLine("\(key.id) \(Self.text(of: key.createdAt)) \(position == 0 ? "signs" : "verifies")")
      }
    }
  }

  /// By RFC 3339 in UTC, to the second.
  private static func text(of time: Timestamp) -> String {
    Date(timeIntervalSince1970: Double(time.microseconds) / Double(Timestamp.microsecondsPerSecond))
      .formatted(.iso8601)
  }
}
