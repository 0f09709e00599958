import Foundation
import GRDB

/// Copies a database into a new file, which has its name only once it is complete and on disk.
enum Backup {
  /// - Throws: `.alreadyExists` when there is something at `path`.
  static func requireNew(_ path: String) throws(StoreError) {
    guard access(path, F_OK) != 0 else { throw taken(path) }
  }

  /// Copies the snapshot that a reading connection sees, in one step, so that no writer can disturb it.
  ///
  /// What a copy that was killed has left behind stands in nobody's way: each uses a name of its own.
  static func copy(_ source: Database, to path: String) throws {
    try NewFile.make(at: path, by: "\(path).partial-\(UUID().uuidString)", ifTaken: taken(path)) { partial in
      let target = try DatabaseQueue(path: partial)
      try target.inDatabase { try source.backup(to: $0) }
      try target.close()
    }
  }

  private static func taken(_ path: String) -> StoreError {
    .alreadyExists(field: "path", message: "there is a file \(path) already")
  }
}
