import CProtobufC
import CProtos
import ProtobufC
import Testing
import TributaryProtocol
import WireBytes

@Suite struct JSONFuzzTests {
  private let descriptors: [UnsafePointer<ProtobufCMessageDescriptor>] = [
    Tributary__V1__RecordConversionRequest.descriptor, Tributary__V1__RecordConversionResponse.descriptor,
    Tributary__V1__GetPartnerReportRequest.descriptor, Tributary__V1__CreateProgramRequest.descriptor,
  ]
  private let arena = Arena(limit: 1 << 20)

  @Test(arguments: [1, 2, 3] as [UInt64])
  func everyTruncationOfAValidDocumentIsRefused(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for descriptor in descriptors {
      let document = try validDocument(descriptor, &generator)
      for length in document.indices {
        arena.reset()
        let error = #expect(throws: JSONDecodingError.self) {
          try Array(document[..<length]).fromJSON(descriptor, arena)
        }
        #expect(
          error?.reason == .malformed, "cut after \(length) bytes of \(String(decoding: document, as: UTF8.self))")
      }
    }
  }

  /// What is taken in spite of the changes is a message: written and read again it is the same.
  @Test(arguments: [4, 5, 6, 7] as [UInt64])
  func mutatedDocumentsNeverTrap(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var (taken, refused) = (0, 0)
    for round in 0..<1500 {
      let descriptor = descriptors[round % descriptors.count]
      var document = try validDocument(descriptor, &generator)
      for _ in 0..<Int.random(in: 1...3, using: &generator) { mutate(&document, &generator) }
      if try survives(document, descriptor) { taken += 1 } else { refused += 1 }
    }
    #expect(taken > 30 && refused > 300, "\(taken) taken, \(refused) refused")
  }

  /// Random bytes fail at once; random tokens come further.
  @Test(arguments: [8, 9] as [UInt64])
  func randomTokensNeverTrap(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let tokens = [
      "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "d800", "null", "true", "1", "-", "1e9", ".5", " ",
      "\"items\":", "\"customer\":", "\"sku\":", "\"a\"", "\"keys\":", "\"kind\":", "\u{FEFF}", "é", "\0",
    ]
    for round in 0..<8000 {
      let count = Int.random(in: 0...12, using: &generator)
      let text = (0..<count).map { _ in tokens.randomElement(using: &generator) ?? "" }.joined()
      _ = try survives(Array(text.utf8), descriptors[round % descriptors.count])
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = try survives(Array("{\"program\":".utf8) + bytes, descriptors[round % descriptors.count])
    }
  }

  private func validDocument(
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>, _ generator: inout SeededGenerator
  ) throws -> [UInt8] {
    arena.reset()
    return try randomEncoding(of: descriptor, using: &generator).asJSON(descriptor, arena)
  }

  private func mutate(_ document: inout [UInt8], _ generator: inout SeededGenerator) {
    guard let index = document.indices.randomElement(using: &generator) else { return }
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: document[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: document[index] = UInt8.random(in: 0...255, using: &generator)
    case 2: document.remove(at: index)
    case 3: document.insert(document.randomElement(using: &generator) ?? 0, at: index)
    default:
      let end = Int.random(in: index...min(document.count, index + 20), using: &generator)
      document.insert(contentsOf: Array(document[index..<end]), at: index)
    }
  }

  private func survives(
    _ document: [UInt8], _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws -> Bool {
    arena.reset()
    do {
      let bytes = try document.fromJSON(descriptor, arena)
      #expect(try bytes.asJSON(descriptor, arena).fromJSON(descriptor, arena) == bytes)
      return true
    } catch is JSONDecodingError {
      return false
    }
  }
}
