import Foundation
import Synchronization

/// The load program's own account of what it sent and what the server acknowledged, in a file.
///
/// The order of writing makes the comparison right, whoever dies when. That an event is sent is on disk *before* its first
/// byte leaves this process: so whatever the server may hold is in the log, and anything else in the database was never
/// sent. That it is acknowledged is noted *after* the whole reply is here: so whatever the log calls acknowledged was
/// acknowledged, and must be in the database. In between lie the events of which nobody knows; they are sent again. An
/// acknowledgement that this process loses by its own death only makes one more of those.
///
/// Lines of many senders share one write and one `fdatasync`, as commands share a commit of the server. A line that was
/// not written in full has no newline, and a reader stops before it.
final class EventLog: Sendable {
  private struct State {
    var pending: [UInt8] = []
    var waiters: [CheckedContinuation<Void, any Error>] = []
    var isWriting = false
  }

  private let file: Int32
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "event log")

  /// Appends to the file, which is made when it is not there.
  init(_ url: URL) throws {
    file = open(url.path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw systemError() }
  }

  deinit {
    close(file)
  }

  /// Writes a record, and returns when it is on disk.
  func write(_ record: EventLogRecord) async throws {
    let line = Array((record.line + "\n").utf8)
    try await withCheckedThrowingContinuation { append(line, waiter: $0) }
  }

  /// Writes a record with those that come later, at the latest with ``flush()``.
  func note(_ record: EventLogRecord) {
    let line = Array((record.line + "\n").utf8)
    state.withLock { $0.pending += line }
  }

  /// Returns when everything that was noted is on disk.
  func flush() async throws {
    try await withCheckedThrowingContinuation { append([], waiter: $0) }
  }

  private func append(_ line: [UInt8], waiter: CheckedContinuation<Void, any Error>) {
    let begins = state.withLock { state in
      state.pending += line
      state.waiters.append(waiter)
      defer { state.isWriting = true }
      return !state.isWriting
    }
    if begins { queue.async { self.writeGroups() } }
  }

  private func writeGroups() {
    while true {
      let group = state.withLock { state -> (bytes: [UInt8], waiters: [CheckedContinuation<Void, any Error>])? in
        guard !state.waiters.isEmpty else {
          state.isWriting = false
          return nil
        }
        defer { (state.pending, state.waiters) = ([], []) }
        return (state.pending, state.waiters)
      }
      guard let group else { return }
      let result = Result { try writeDurably(group.bytes) }
      for waiter in group.waiters { waiter.resume(with: result) }
    }
  }

  private func writeDurably(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { throw systemError() }
      rest = rest.dropFirst(max(count, 0))
    }
    guard fdatasync(file) == 0 else { throw systemError() }
  }
}

private func systemError() -> POSIXError {
  POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
}
