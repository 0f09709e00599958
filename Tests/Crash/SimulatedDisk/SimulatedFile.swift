import Foundation

/// A file whose bytes are partly on disk and partly only in the memory of the operating system.
final class SimulatedFile {
  private enum Certainty {
    /// A sync succeeded after the change.
    case onDisk
    /// No sync has followed yet.
    case unsynced
    /// A sync failed after the change. Linux then takes the pages for written, so that no later sync writes them
    /// (https://wiki.postgresql.org/wiki/Fsync_Errors); only another write of the same bytes does.
    case forgotten
  }

  /// What is on disk for certain, up to the first of the changes.
  private var settled: [UInt8]
  /// What came after it, in order.
  private var changes: [(change: FileChange, certainty: Certainty)] = []

  init(_ contents: [UInt8]) {
    settled = contents
  }

  /// Notes a change.
  func change(_ change: FileChange) {
    changes.append((change, .unsynced))
  }

  /// Notes that a sync succeeded.
  func sync() {
    mark(.onDisk)
    let certain = changes.prefix { $0.certainty == .onDisk }
    for (change, _) in certain { change.apply(to: &settled) }
    changes.removeFirst(certain.count)
  }

  /// Notes that a sync failed.
  func failSync() {
    mark(.forgotten)
  }

  private func mark(_ certainty: Certainty) {
    for index in changes.indices where changes[index].certainty == .unsynced { changes[index].certainty = certainty }
  }

  /// What a program reads that has seen all changes.
  var contents: [UInt8] { contents(changes) }

  private func contents(_ changes: some Sequence<(change: FileChange, certainty: Certainty)>) -> [UInt8] {
    var contents = settled
    for (change, _) in changes { change.apply(to: &contents) }
    return contents
  }

  /// Whether these are the contents, or were before the latest change was made in full.
  func isSame(_ actual: [UInt8], latestMayBePartial: Bool) -> Bool {
    if actual == contents { return true }
    guard latestMayBePartial, let latest = changes.last?.change else { return false }
    switch latest {
    case .resize: return actual == contents(changes.dropLast())
    case .write(let bytes, let offset):
      let blank = FileChange.write(Data(count: bytes.count), at: offset)
      var (before, after) = (actual, contents)
      blank.apply(to: &before)
      blank.apply(to: &after)
      return before == after
    }
  }

  /// Keeps what a disk holds after the power was cut: what is there for certain, and any parts of the rest.
  ///
  /// - Parameter share: the probability of each uncertain part.
  func cutPower(share: Double, using random: inout some RandomNumberGenerator) {
    for (change, certainty) in changes {
      switch certainty {
      case .onDisk: change.apply(to: &settled)
      case .unsynced, .forgotten: change.applyTorn(to: &settled, share: share, using: &random)
      }
    }
    changes = []
  }
}
