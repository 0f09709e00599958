import CProtos
import NIOCore
import Testing
import TributaryProtocol

@testable import ProtobufC

@Suite struct ArenaTests {
  @Test func everyPointerIsAlignedForAnyCType() throws {
    let arena = Arena(limit: 1 << 20, firstBlock: 100)
    for size in 1...300 {
      let pointer = try arena.allocate(UInt8.self, count: size)
      #expect(UInt(bitPattern: pointer) % 16 == 0, "an allocation of \(size) bytes")
    }
  }

  @Test func memoryIsZeroedAlsoWhenItWasUsedBefore() throws {
    let arena = Arena(limit: 4096, firstBlock: 4096)
    let dirty = try arena.allocate(UInt8.self, count: 4096)
    for index in 0..<4096 { dirty[index] = 0xAA }
    arena.reset()
    let clean = try arena.allocate(UInt8.self, count: 4096)
    #expect(clean == dirty)
    #expect(UnsafeBufferPointer(start: clean, count: 4096).allSatisfy { $0 == 0 })
  }

  @Test func allocationsDoNotOverlap() throws {
    let arena = Arena(limit: 1 << 20, firstBlock: 64)
    let pointers = try (0..<500).map { number in
      let pointer = try arena.allocate(Int.self, count: 3)
      for index in 0..<3 { pointer[index] = number }
      return pointer
    }
    for (number, pointer) in pointers.enumerated() {
      #expect((0..<3).allSatisfy { pointer[$0] == number })
    }
  }

  @Test func blocksDoubleUpToTheLimit() throws {
    let arena = Arena(limit: 1024, firstBlock: 64)
    var sizes = [arena.reservedBytes]
    for _ in 0..<(1024 / 16) {
      guard (try? arena.allocate(UInt8.self, count: 16)) != nil else { break }
      if sizes.last != arena.reservedBytes { sizes.append(arena.reservedBytes) }
    }
    #expect(sizes == [64, 64 + 128, 64 + 128 + 256, 64 + 128 + 256 + 512, 1024])
  }

  @Test func allOfTheLimitCanBeUsedAndNotAByteMore() throws {
    let arena = Arena(limit: 1024, firstBlock: 64)
    for _ in 0..<(1024 / 16) { _ = try arena.allocate(UInt8.self, count: 16) }
    #expect(arena.reservedBytes == 1024)
    #expect(throws: ArenaFull(limit: 1024)) { try arena.allocate(UInt8.self, count: 1) }
    #expect(arena.reservedBytes == 1024)
  }

  @Test func aRefusedRequestLeavesRoomForASmallerOne() throws {
    let arena = Arena(limit: 256, firstBlock: 64)
    #expect(throws: ArenaFull.self) { try arena.allocate(UInt8.self, count: 257) }
    #expect(throws: ArenaFull.self) { try arena.allocate(UInt64.self, count: .max) }
    #expect(throws: ArenaFull.self) { try arena.allocate(UInt8.self, count: -1) }
    _ = try arena.allocate(UInt8.self, count: 64)
    _ = try arena.allocate(UInt8.self, count: 192)
    #expect(arena.reservedBytes == 256)
  }

  @Test func resetKeepsTheFirstBlockAndGivesBackTheRest() throws {
    let arena = Arena(limit: 1 << 20, firstBlock: 128)
    let first = try arena.allocate(UInt8.self, count: 1)
    _ = try arena.allocate(UInt8.self, count: 100_000)
    #expect(arena.reservedBytes > 100_000)
    arena.reset()
    #expect(arena.reservedBytes == 128)
    #expect(try arena.allocate(UInt8.self, count: 1) == first)
  }

  @Test func aFullArenaDecodesAgainAfterReset() throws {
    let arena = Arena(limit: 1024, firstBlock: 1024)
    let message = RecordClickRequest(program: "shop", partner: "ada")
    var buffer = ByteBuffer()
    try buffer.writeMessage(message, arena: arena)
    arena.reset()
    var decoded = 0
    while (try? buffer.withUnsafeReadableBytes { try arena.decode(RecordClickRequest.self, from: $0) }) == message {
      decoded += 1
    }
    #expect((1...10).contains(decoded), "the limit is a few messages")
    arena.reset()
    #expect(try buffer.withUnsafeReadableBytes { try arena.decode(RecordClickRequest.self, from: $0) } == message)
  }
}
