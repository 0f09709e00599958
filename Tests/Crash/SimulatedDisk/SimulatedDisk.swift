import Foundation

/// The disk under one directory: what a program did there, and what of it is left when the power is cut.
///
/// It is rebuilt from the journal that the library in `Disk` keeps, after the program has ended.
struct SimulatedDisk {
  /// A difference between the journal and the files, which means that the library does not see all that is written.
  struct Unseen: Error, CustomStringConvertible {
    let description: String
  }

  /// A change of a name. Renaming is two, which happen together.
  private struct NameChange {
    let removed: String?
    let added: (name: String, file: SimulatedFile)?
  }

  private let directory: URL
  /// By inode, since the power was last cut.
  private var files: [UInt64: SimulatedFile] = [:]
  /// As the program sees them.
  private var names: [String: SimulatedFile] = [:]
  /// As they are on disk for certain.
  private var settledNames: [String: SimulatedFile] = [:]
  /// What came after them, in order.
  private var nameChanges: [NameChange] = []
  /// The file that the last record changes, which the program may have been killed before doing.
  private var latestChanged: SimulatedFile?

  /// Takes all that is in a directory for durable.
  init(_ directory: URL) throws {
    self.directory = directory
    for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) where !Self.isIndex(name) {
      settledNames[name] = SimulatedFile([UInt8](try Data(contentsOf: directory.appending(path: name))))
    }
    names = settledNames
  }

  // MARK: - What the program did

  /// Follows a journal of a program that has ended. The journals of several programs follow one another.
  mutating func replay(_ records: [DiskRecord]) throws {
    // Inodes are used again, but never while a program has the file open.
    files = [:]
    latestChanged = nil
    for record in records {
      latestChanged = nil
      try replay(record)
    }
  }

  private mutating func replay(_ record: DiskRecord) throws {
    switch record {
    case .open(let inode, let name): files[inode] = try named(name)
    case .create(let inode, let name):
      let file = SimulatedFile([])
      files[inode] = file
      note(NameChange(removed: nil, added: (name, file)))
    case .change(let inode, let change):
      latestChanged = try file(inode)
      latestChanged?.change(change)
    case .sync(let inode): try file(inode).sync()
    case .failedSync(let inode): try file(inode).failSync()
    case .link(let inode, let name): note(NameChange(removed: nil, added: (name, try file(inode))))
    case .unlink(let name): note(NameChange(removed: name, added: nil))
    case .rename(let old, let new): note(NameChange(removed: old, added: (new, try named(old))))
    case .directorySync:
      settledNames = names
      nameChanges = []
    }
  }

  private mutating func note(_ change: NameChange) {
    Self.apply(change, to: &names)
    nameChanges.append(change)
  }

  private static func apply(_ change: NameChange, to names: inout [String: SimulatedFile]) {
    if let removed = change.removed { names[removed] = nil }
    if let added = change.added { names[added.name] = added.file }
  }

  private func file(_ inode: UInt64) throws -> SimulatedFile {
    guard let file = files[inode] else { throw Unseen(description: "nobody saw the file \(inode) being opened") }
    return file
  }

  private func named(_ name: String) throws -> SimulatedFile {
    guard let file = names[name] else { throw Unseen(description: "nobody saw the file \(name) being made") }
    return file
  }

  /// Compares the files with what the journal says of them, so that nothing is written that the library does not see.
  ///
  /// - Throws: `Unseen` when they differ by more than the last call, in which the program may have been killed.
  func requireSame() throws {
    let present = try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { !Self.isIndex($0) }
    for name in present {
      let contents = [UInt8](try Data(contentsOf: directory.appending(path: name)))
      if let file = names[name] {
        guard file.isSame(contents, latestMayBePartial: file === latestChanged) else {
          throw Unseen(description: "\(name) holds other bytes than were seen being written")
        }
      } else if !contents.isEmpty {
        throw Unseen(description: "nobody saw how \(name) got its bytes")
      }
    }
  }

  // MARK: - What is left of it

  /// Cuts the power: the directory then holds what is on disk for certain and any parts of the rest.
  ///
  /// - Parameter share: the probability with which each part that no sync has covered is on disk.
  mutating func cutPower(share: Double, using random: inout some RandomNumberGenerator) throws {
    for change in nameChanges where Double.random(in: 0..<1, using: &random) < share {
      Self.apply(change, to: &settledNames)
    }
    nameChanges = []
    names = settledNames
    files = [:]
    // In the order of the names, so that a seed gives the same cut again.
    for (_, file) in names.sorted(by: { $0.key < $1.key }) { file.cutPower(share: share, using: &random) }
    try write()
  }

  private func write() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) {
      try FileManager.default.removeItem(at: directory.appending(path: name))
    }
    for (name, file) in names {
      try Data(file.contents).write(to: directory.appending(path: name))
    }
  }

  /// SQLite's index of its log lies in mapped memory, means nothing after a restart, and is built anew.
  private static func isIndex(_ name: String) -> Bool { name.hasSuffix("-shm") }
}
