import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Makes a file that gets its name only once it is complete and on disk, and that never replaces another one.
enum NewFile {
  /// Only the owner may read what is made: it holds secrets and addresses.
  static let mode: mode_t = 0o600
  /// What SQLite appends to a database's name for the files beside it.
  private static let companionSuffixes = ["-journal", "-wal", "-shm"]

  /// Makes a file at `temporary`, has it filled, and gives it the name `path`.
  ///
  /// - Parameters:
  ///   - temporary: a path in the same directory at which there is nothing. Nothing is there afterwards.
  ///   - taken: what to throw when there is something at `path`, which stays as it is.
  ///   - fill: writes the file, and closes it again.
  /// - Throws: what `fill` throws, `.full` when the disk is full, `.io` for other failures.
  static func make(
    at path: String, by temporary: String, ifTaken taken: StoreError, fill: (String) throws -> Void
  ) throws {
    let file = open(temporary, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode)
    guard file >= 0 else { throw failure("cannot make the file \(path)") }
    defer { close(file) }
    do {
      try fill(temporary)
      guard fsync(file) == 0 else { throw failure("cannot write the file \(temporary) to disk") }
      // Unlike renaming, linking fails when there is something already, whoever put it there a moment ago.
      guard link(temporary, path) == 0 else {
        throw errno == EEXIST ? taken : failure("cannot name the file \(path)")
      }
    } catch {
      remove(temporary)
      throw error
    }
    remove(temporary)
    try syncDirectory(of: path)
  }

  /// Removes a file that never got its name, with what SQLite kept beside it.
  static func remove(_ temporary: String) {
    for suffix in companionSuffixes { unlink(temporary + suffix) }
    unlink(temporary)
  }

  /// Brings a new name to disk, which is there only once its directory is.
  static func syncDirectory(of path: String) throws(StoreError) {
    let descriptor = open(directory(of: path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("cannot open the directory of \(path)") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("cannot write the directory of \(path) to disk") }
  }

  /// The directory that a path's last name is in. Foundation's own way to it ends the process for a name of one character.
  private static func directory(of path: String) -> String {
    let slash = UInt8(ascii: "/")
    var name = path.utf8[...]
    while name.count > 1, name.last == slash { name.removeLast() }
    guard let end = name.lastIndex(of: slash) else { return "." }
    return end == name.startIndex ? "/" : String(Substring(name[..<end]))
  }

  /// What the latest system call failed of.
  static func failure(_ what: String) -> StoreError {
    let reason = "\(what): \(String(cString: strerror(errno)))"
    return errno == ENOSPC ? .full(reason) : .io(reason)
  }
}
