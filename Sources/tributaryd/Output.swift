import Foundation
import TributaryConsole

/// Standard output takes no more: the disk is full, or whoever read it is gone.
struct OutputFailure: Error {
  let reason: String
}

/// Writes a line for scripts to standard output, at once.
///
/// - Throws: ``OutputFailure``. A line that scripts wait for must not be lost without a word.
func printLine(_ text: String) throws {
  guard let failure = write(text + "\n", to: STDOUT_FILENO) else { return }
  throw OutputFailure(reason: failure)
}

/// Writes a line for people to standard error. Nobody is left to be told when that fails.
func printNote(_ text: String) {
  _ = write(text + "\n", to: STDERR_FILENO)
}

/// Writes all of `text`, and returns why that failed, or nil. `FileHandle.write(_:)` would end the process by a signal.
private func write(_ text: String, to descriptor: Int32) -> String? {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    if count > 0 {
      rest = rest.dropFirst(count)
    } else if errno != EINTR {
      return String(cString: strerror(errno))
    }
  }
  return nil
}
