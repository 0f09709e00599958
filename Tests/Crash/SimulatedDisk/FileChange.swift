import Foundation

/// A change of what is in a file.
enum FileChange {
  /// Bytes are written, and the file grows as far as they need.
  case write(Data, at: Int)
  /// The size becomes another one; what is new is zero.
  case resize(to: Int)

  /// What a disk writes as one: a sector is old or new, never a mixture
  /// (https://www.sqlite.org/atomiccommit.html, section 2.0).
  static let sectorSize = 512

  /// Makes the change in all its parts.
  func apply(to contents: inout [UInt8]) {
    switch self {
    case .write(let bytes, let offset): Self.write(bytes, at: offset, to: &contents)
    case .resize(let size): Self.resize(&contents, to: size)
    }
  }

  /// Makes those parts of the change that a disk happened to have written: any of its sectors, and the new size with or
  /// without them.
  ///
  /// - Parameter share: the probability of each part.
  func applyTorn(
    to contents: inout [UInt8], share: Double, using random: inout some RandomNumberGenerator
  ) {
    func isWritten() -> Bool { Double.random(in: 0..<1, using: &random) < share }
    guard case .write(let bytes, let offset) = self else {
      if isWritten() { apply(to: &contents) }
      return
    }
    let end = offset + bytes.count
    if end > contents.count, isWritten() { Self.resize(&contents, to: end) }
    var start = offset
    while start < end {
      let sectorEnd = min(end, (start / Self.sectorSize + 1) * Self.sectorSize)
      if isWritten() {
        let first = bytes.startIndex + (start - offset)
        Self.write(bytes[first..<(first + sectorEnd - start)], at: start, to: &contents)
      }
      start = sectorEnd
    }
  }

  private static func write(_ bytes: Data, at offset: Int, to contents: inout [UInt8]) {
    let end = offset + bytes.count
    if end > contents.count { resize(&contents, to: end) }
    contents.withUnsafeMutableBytes { UnsafeMutableRawBufferPointer(rebasing: $0[offset..<end]).copyBytes(from: bytes) }
  }

  private static func resize(_ contents: inout [UInt8], to size: Int) {
    if size < contents.count {
      contents.removeLast(contents.count - size)
    } else {
      contents.append(contentsOf: repeatElement(0, count: size - contents.count))
    }
  }
}
