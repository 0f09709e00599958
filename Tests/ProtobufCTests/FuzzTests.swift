import CProtobufC
import NIOCore
import ProtobufC
import Testing
import TributaryProtocol
import WireBytes

/// A message type that is decoded from bytes of all kinds.
private struct Target: Sendable, CustomTestStringConvertible {
  let name: String
  let randomBytes: @Sendable (inout SeededGenerator) -> [UInt8]
  /// Decodes the bytes; what decodes is encoded and decoded again, and must be the same.
  let survives: @Sendable ([UInt8], Arena) -> Bool

  init<Value: Message & Equatable>(_ type: Value.Type) {
    name = "\(type)"
    randomBytes = { randomEncoding(of: Value.Raw.descriptor, using: &$0) }
    survives = { bytes, arena in
      arena.reset()
      do throws(ProtobufC.DecodingError) {
        let value = try bytes.withDecoded(Value.self, arena)
        arena.reset()
        var buffer = ByteBuffer()
        guard (try? buffer.writeMessage(value, arena: arena)) != nil else { return false }
        return try Array(buffer.readableBytesView).withDecoded(Value.self, arena) == value
      } catch {
        return (error.reason == .invalidText) == !error.field.isEmpty && arena.reservedBytes <= arena.limit
      }
    }
  }

  var testDescription: String { name }
}

private let targets = [
  Target(RecordClickRequest.self), Target(RecordConversionRequest.self), Target(RecordConversionResponse.self),
  Target(GetPartnerReportRequest.self), Target(GetPartnerReportResponse.self), Target(ListPartnersResponse.self),
  Target(HealthCheckResponse.self),
]

@Suite struct FuzzTests {
  @Test(arguments: targets, [1, 2, 3, 4] as [UInt64])
  private func randomBytes(_ target: Target, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let arena = Arena(limit: 1 << 20)
    for round in 0..<2000 {
      let count = Int.random(in: 0...64, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      if !target.survives(bytes, arena) { Issue.record("round \(round): \(bytes)") }
    }
  }

  /// Most random bytes fail at their first tag. Bytes that are tags and lengths of small numbers come further.
  @Test(arguments: targets, [5, 6, 7, 8] as [UInt64])
  private func randomFields(_ target: Target, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let arena = Arena(limit: 1 << 20)
    for round in 0..<2000 {
      let bytes = randomFields(depth: 3, using: &generator)
      if !target.survives(bytes, arena) { Issue.record("round \(round): \(bytes)") }
    }
  }

  @Test(arguments: targets, [9, 10] as [UInt64])
  private func everyBitFlipOfAValidMessage(_ target: Target, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let arena = Arena(limit: 1 << 20)
    let valid = target.randomBytes(&generator).prefix(600)
    for index in valid.indices {
      for bit in 0..<8 {
        var bytes = Array(valid)
        bytes[index] ^= 1 << bit
        if !target.survives(bytes, arena) { Issue.record("byte \(index), bit \(bit) of \(valid)") }
      }
    }
  }

  private func randomFields(depth: Int, using generator: inout SeededGenerator) -> [UInt8] {
    var writer = WireWriter()
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      let number = UInt64.random(in: 1...16, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: writer.integer(number, Int64.random(in: .min ... .max, using: &generator))
      case 1: writer.integer(number, Int64.random(in: 0...3, using: &generator))
      case 2: writer.text(number, randomText(0...5, using: &generator))
      case 3 where depth > 0, 4 where depth > 0:
        writer.delimited(number, randomFields(depth: depth - 1, using: &generator))
      default:
        writer.tag(number, WireType.allCases.randomElement(using: &generator) ?? .varint)
        writer.raw((0..<Int.random(in: 0...9, using: &generator)).map { _ in .random(in: 0...255, using: &generator) })
      }
    }
    return writer.bytes
  }
}
