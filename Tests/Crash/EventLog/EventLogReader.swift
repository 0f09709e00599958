import Foundation

/// Reads the log as it grows.
struct EventLogReader {
  private let url: URL
  private var offset: UInt64 = 0

  init(_ url: URL) {
    self.url = url
  }

  /// The records that were added since the last time.
  mutating func next() throws -> [EventLogRecord] {
    let file = try FileHandle(forReadingFrom: url)
    defer { try? file.close() }
    try file.seek(toOffset: offset)
    let data = try file.readToEnd() ?? Data()
    guard let end = data.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    let complete = data[data.startIndex...end]
    offset += UInt64(complete.count)
    return try String(decoding: complete, as: UTF8.self).split(separator: "\n").map { try EventLogRecord(line: $0) }
  }
}
