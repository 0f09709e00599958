import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The write-ahead log that a process left which was killed or met a failing disk.
enum FoundLog {
  private static let chunkSize = 1_048_576

  /// Brings the log beside a database to disk, before anyone opens the database. Without a log it does nothing.
  ///
  /// Whatever the log holds counts as committed from then on, and repetitions of calls are acknowledged because of it. But
  /// a process that was killed may not have synced it; and when it ended because a sync had failed, Linux takes the pages
  /// for written, so that no later sync writes them (https://wiki.postgresql.org/wiki/Fsync_Errors). Therefore every byte
  /// is written again before the sync. Copying the log into the database instead would not do: a power cut may then
  /// leave an older part of the log beside a newer database.
  ///
  /// - Throws: `.io` when it cannot be read or written, `.full` when a file system that copies on write is full.
  static func bringToDisk(besideDatabase path: String) throws(StoreError) {
    let log = open(path + "-wal", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard log >= 0 else {
      if errno == ENOENT { return }
      throw NewFile.failure("cannot open the write-ahead log of \(path)")
    }
    defer { close(log) }
    try writeAgain(log, of: path)
    guard fsync(log) == 0 else { throw NewFile.failure("cannot bring the write-ahead log of \(path) to disk") }
  }

  private static func writeAgain(_ log: Int32, of path: String) throws(StoreError) {
    var chunk = [UInt8](repeating: 0, count: chunkSize)
    var offset: off_t = 0
    while true {
      let count = pread(log, &chunk, chunk.count, offset)
      guard count >= 0 else { throw NewFile.failure("cannot read the write-ahead log of \(path)") }
      if count == 0 { return }
      // What a short write leaves is read again.
      let written = pwrite(log, chunk, count, offset)
      guard written > 0 else { throw NewFile.failure("cannot write the write-ahead log of \(path)") }
      offset += off_t(written)
    }
  }
}
