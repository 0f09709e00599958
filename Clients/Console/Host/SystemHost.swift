#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

extension ConsoleHost {
  /// The process's own environment and outputs.
  package static var system: ConsoleHost {
    ConsoleHost(
      environment: processEnvironment(),
      outputIsTerminal: isatty(STDOUT_FILENO) == 1,
      errorIsTerminal: isatty(STDERR_FILENO) == 1,
      inputIsTerminal: isatty(STDIN_FILENO) == 1,
      readAnswer: { readLine(strippingNewline: true) },
      writeOutput: { try writeAll($0, to: STDOUT_FILENO) },
      // Nobody is left to be told when standard error cannot be written.
      writeError: { try? writeAll($0, to: STDERR_FILENO) }
    )
  }
}

/// The environment of this process. Of a variable that occurs twice, the first counts, as with `getenv`.
private func processEnvironment() -> [String: String] {
  var variables: [String: String] = [:]
  var entry = environ
  while let text = entry.pointee {
    let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, variables[String(parts[0])] == nil { variables[String(parts[0])] = String(parts[1]) }
    entry += 1
  }
  return variables
}

/// Writes all of `text` to a file descriptor.
///
/// - Throws: ``CommandFailure`` when the descriptor takes no more: one that nobody is told of when its reader is gone, as
///   with `tributary report | head`. `SIGPIPE` must be ignored.
func writeAll(_ text: String, to descriptor: Int32) throws(CommandFailure) {
  let bytes = Array(text.utf8)
  var written = 0
  while written < bytes.count {
    let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count > 0 {
      written += count
    } else if errno == EPIPE {
      throw .readerIsGone
    } else if errno != EINTR {
      throw CommandFailure(.outputFailed, "the output cannot be written: \(String(cString: strerror(errno)))")
    }
  }
}
