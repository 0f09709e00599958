/// The bump allocator behind an ``Arena``, as a plain structure that protobuf-c's callbacks reach through a pointer.
struct ArenaState {
  /// Every block is aligned for any C type (alignof(max_align_t) on the platforms that we build for).
  private static let alignment = 16

  private let limit: Int
  private let first: UnsafeMutableRawBufferPointer
  private var further: [UnsafeMutableRawBufferPointer] = []
  private var current: UnsafeMutableRawBufferPointer
  private var used = 0

  /// Bytes of all blocks together.
  private(set) var reserved: Int

  /// Whether a request was refused since this was last set to false.
  var isExhausted = false

  init(firstBlock: Int, limit: Int) {
    self.limit = limit
    first = .allocate(byteCount: firstBlock, alignment: Self.alignment)
    current = first
    reserved = firstBlock
  }

  mutating func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
    guard size >= 0, size <= limit else { return refuse() }
    let rounded = (size + Self.alignment - 1) & ~(Self.alignment - 1)
    if rounded > current.count - used {
      guard addBlock(holding: rounded) else { return refuse() }
    }
    defer { used += rounded }
    return current.baseAddress.map { $0 + used }
  }

  mutating func reset() {
    if !further.isEmpty {
      for block in further { block.deallocate() }
      further.removeAll()
      current = first
      reserved = first.count
    }
    used = 0
  }

  mutating func freeAll() {
    reset()
    first.deallocate()
  }

  /// Blocks double, so that their number stays small, but never past the limit.
  private mutating func addBlock(holding size: Int) -> Bool {
    let block = min(max(size, current.count * 2), limit - reserved)
    guard block >= size else { return false }
    current = .allocate(byteCount: block, alignment: Self.alignment)
    further.append(current)
    reserved += block
    used = 0
    return true
  }

  private mutating func refuse() -> UnsafeMutableRawPointer? {
    isExhausted = true
    return nil
  }
}
