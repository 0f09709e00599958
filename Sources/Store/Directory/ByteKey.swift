/// A key of bytes inside a scope, for dictionaries that are asked with bytes of someone else's memory.
///
/// A key that is kept owns its bytes; one that asks only borrows them, so that a lookup allocates and copies nothing.
/// Both hash the same, by `Hasher`, whose seed differs in each process: a caller cannot choose keys that collide.
///
/// It may cross isolation because nobody writes the bytes: a kept key owns them, and a borrowing one ends before they do.
struct ByteKey: Hashable, @unchecked Sendable {
  private enum Storage {
    case owned([UInt8])
    case borrowed(UnsafeRawBufferPointer)
  }

  private let scope: Int64
  private let storage: Storage

  /// A key to keep.
  init(scope: Int64 = 0, owning bytes: [UInt8]) {
    self.scope = scope
    storage = .owned(bytes)
  }

  /// A key to ask with, valid only while `bytes` is.
  init(scope: Int64 = 0, borrowing bytes: UnsafeRawBufferPointer) {
    self.scope = scope
    storage = .borrowed(bytes)
  }

  private func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    switch storage {
    case .owned(let bytes): bytes.withUnsafeBytes(body)
    case .borrowed(let bytes): body(bytes)
    }
  }

  static func == (left: ByteKey, right: ByteKey) -> Bool {
    guard left.scope == right.scope else { return false }
    return left.withBytes { leftBytes in
      right.withBytes { rightBytes in leftBytes.elementsEqual(rightBytes) }
    }
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(scope)
    withBytes { hasher.combine(bytes: $0) }
  }
}
