import DiskJournal
import Foundation

/// One thing that a program did to a file or a name of its directory. See `disk_journal.h`.
enum DiskRecord {
  case open(file: UInt64, name: String)
  case create(file: UInt64, name: String)
  case change(file: UInt64, FileChange)
  case sync(file: UInt64)
  case failedSync(file: UInt64)
  case link(file: UInt64, name: String)
  case unlink(name: String)
  case rename(from: String, to: String)
  case directorySync

  /// What makes a journal unreadable.
  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  /// Reads a journal. A last record that is incomplete, because the program was killed, is left out.
  ///
  /// - Throws: `Malformed` when a record before the last is broken, or what reading throws.
  static func journal(at path: String) throws -> [DiskRecord] {
    let journal = try Data(contentsOf: URL(filePath: path))
    var records: [DiskRecord] = []
    var position = 0
    while let (head, end) = head(in: journal, at: position) {
      let data = journal[(position + MemoryLayout<disk_record_head>.size)..<end]
      guard checksum(of: journal[(position + MemoryLayout<UInt32>.size)..<end]) == head.checksum else {
        guard end == journal.count else {
          throw Malformed(description: "the record at byte \(position) of the journal is broken")
        }
        break
      }
      records.append(try DiskRecord(head, data))
      position = end
    }
    return records
  }

  /// The head at a position and where its record ends; nil when the journal ends before.
  private static func head(in journal: Data, at position: Int) -> (disk_record_head, end: Int)? {
    let dataStart = position + MemoryLayout<disk_record_head>.size
    guard dataStart <= journal.count else { return nil }
    let head = journal.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: disk_record_head.self) }
    let end = dataStart + Int(head.data_size)
    return end <= journal.count ? (head, end) : nil
  }

  private static func checksum(of bytes: Data) -> UInt32 {
    bytes.withUnsafeBytes { disk_checksum(disk_checksum_start, $0.baseAddress, $0.count) }
  }

  private init(_ head: disk_record_head, _ data: Data) throws {
    let text = String(decoding: data, as: UTF8.self)
    switch disk_record_kind(UInt32(head.kind)) {
    case DISK_RECORD_OPEN: self = .open(file: head.file, name: text)
    case DISK_RECORD_CREATE: self = .create(file: head.file, name: text)
    case DISK_RECORD_WRITE: self = .change(file: head.file, .write(data, at: Int(head.offset)))
    case DISK_RECORD_TRUNCATE: self = .change(file: head.file, .resize(to: Int(head.offset)))
    case DISK_RECORD_SYNC: self = .sync(file: head.file)
    case DISK_RECORD_SYNC_FAILED: self = .failedSync(file: head.file)
    case DISK_RECORD_LINK: self = .link(file: head.file, name: text)
    case DISK_RECORD_UNLINK: self = .unlink(name: text)
    case DISK_RECORD_RENAME:
      let names = text.split(separator: "\0").map { String($0) }
      guard names.count == 2 else { throw Malformed(description: "a renaming in the journal has not two names") }
      self = .rename(from: names[0], to: names[1])
    case DISK_RECORD_SYNC_DIRECTORY: self = .directorySync
    default: throw Malformed(description: "the journal has a record of the unknown kind \(head.kind)")
    }
  }
}
