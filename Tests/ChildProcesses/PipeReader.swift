import Foundation
import Synchronization

/// An open file, closed when it goes away.
final class FileDescriptor: Sendable {
  let number: Int32

  init(_ number: Int32) {
    self.number = number
  }

  deinit {
    close(number)
  }
}

/// Both ends of a pipe, which no program that is started later inherits.
struct PipeEnds {
  let read: FileDescriptor
  let write: FileDescriptor

  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    read = FileDescriptor(ends[0])
    write = FileDescriptor(ends[1])
  }
}

/// Reads a pipe to its end on a thread of its own.
final class PipeReader: Sendable {
  private let bytes = Mutex<[UInt8]>([])
  private let ended: AsyncStream<Void>

  /// Starts to read.
  ///
  /// - Parameters:
  ///   - line: called with each line as soon as it is complete.
  ///   - atEnd: called when there is nothing more to come.
  init(
    _ file: FileDescriptor, line: @escaping @Sendable (String) -> Void = { _ in },
    atEnd: @escaping @Sendable () -> Void = {}
  ) {
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    self.ended = ended
    Thread { [self] in
      var rest: [UInt8] = []
      while let new = Self.read(file) {
        bytes.withLock { $0 += new }
        rest += new
        while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
          line(String(decoding: rest[..<newline], as: UTF8.self))
          rest.removeSubrange(...newline)
        }
      }
      atEnd()
      end.finish()
    }.start()
  }

  /// Everything that was written, once there is nothing more to come.
  func text() async -> String {
    for await _ in ended {}
    return bytes.withLock { String(decoding: $0, as: UTF8.self) }
  }

  /// The next bytes; nil at the end.
  private static func read(_ file: FileDescriptor) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Foundation.read(file.number, &buffer, buffer.count)
      if count > 0 { return Array(buffer[..<count]) }
      if count == 0 || errno != EINTR { return nil }
    }
  }
}
