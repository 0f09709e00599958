public import CProtobufC

/// An arena could not hand out memory within its limit.
public struct ArenaFull: Error, Equatable, Sendable {
  /// The limit that was reached, in bytes.
  public let limit: Int
}

/// Memory for one message at a time: handing out is a pointer bump, freeing is nothing, and ``reset()`` takes all back.
///
/// protobuf-c knows no depth limit and turns 4 MiB of empty sub-messages into more than 130 MB of structures, so
/// everything that a peer's bytes can make it allocate comes from here and stops at `limit`. The first block is kept
/// for the next message; larger messages take further blocks, which `reset()` gives back.
///
/// An arena belongs to one thread or event loop.
public final class Arena {
  /// Bytes that one message may take at most.
  public let limit: Int

  private let state: UnsafeMutablePointer<ArenaState>
  private let allocator: UnsafeMutablePointer<ProtobufCAllocator>

  /// Makes an arena.
  ///
  /// - Parameters:
  ///   - limit: bytes that one message may take at most; not less than `firstBlock`.
  ///   - firstBlock: bytes that are kept between messages.
  public init(limit: Int, firstBlock: Int = 16_384) {
    precondition(firstBlock > 0 && limit >= firstBlock, "an arena's limit covers at least its first block")
    self.limit = limit
    state = .allocate(capacity: 1)
    state.initialize(to: ArenaState(firstBlock: firstBlock, limit: limit))
    allocator = .allocate(capacity: 1)
    allocator.initialize(
      to: ProtobufCAllocator(
        alloc: { data, size in data?.assumingMemoryBound(to: ArenaState.self).pointee.allocate(size) },
        free: { _, _ in },
        allocator_data: UnsafeMutableRawPointer(state)
      )
    )
  }

  deinit {
    state.pointee.freeAll()
    state.deinitialize(count: 1)
    state.deallocate()
    allocator.deinitialize(count: 1)
    allocator.deallocate()
  }

  /// Bytes that it holds now, never more than `limit`. After ``reset()`` that is the first block.
  package var reservedBytes: Int { state.pointee.reserved }

  /// Takes back all memory. Every pointer and view from before is invalid.
  public func reset() {
    state.pointee.reset()
  }

  /// Hands out zeroed memory for `count` values of a plain C type.
  ///
  /// - Throws: ``ArenaFull`` when the limit is reached.
  func allocate<Value>(
    _ type: Value.Type, count: Int
  ) throws(ArenaFull) -> UnsafeMutablePointer<Value> {
    let (size, overflow) = MemoryLayout<Value>.stride.multipliedReportingOverflow(by: count)
    guard !overflow, let memory = state.pointee.allocate(size) else { throw ArenaFull(limit: limit) }
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    return memory.bindMemory(to: Value.self, capacity: count)
  }

  /// Decodes with protobuf-c, or tells why not.
  @usableFromInline
  func unpack(
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>, _ bytes: UnsafeRawBufferPointer
  ) throws(DecodingError) -> UnsafeMutablePointer<ProtobufCMessage> {
    state.pointee.isExhausted = false
    let data = bytes.assumingMemoryBound(to: UInt8.self)
    if let message = protobuf_c_message_unpack(descriptor, allocator, data.count, data.baseAddress) {
      return message
    }
    guard state.pointee.isExhausted else {
      throw DecodingError(reason: .malformed, message: "the bytes are not a valid \(descriptor.typeName)")
    }
    throw DecodingError(
      reason: .tooLarge, message: "decoding \(descriptor.typeName) takes more than \(limit) bytes of memory")
  }
}

extension UnsafePointer<ProtobufCMessageDescriptor> {
  /// Full name of the message, such as "tributary.v1.Item".
  var typeName: String { pointee.name.map { String(cString: $0) } ?? "message" }
}
