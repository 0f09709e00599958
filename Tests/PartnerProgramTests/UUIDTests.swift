import Foundation
import PartnerProgram
import Testing

@Suite struct UUIDTests {
  @Test func textRoundTripAgreesWithFoundation() throws {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<1_000 {
      let uuid = UUIDBytes(high: random.next(), low: random.next())
      let foundation = try #require(UUID(uuidString: uuid.description), "seed \(SeededRandom.runSeed)")
      #expect(foundation.uuidString.lowercased() == uuid.description)
      #expect(UUIDBytes(foundation.uuidString) == uuid, "Upper case is read too. Seed \(SeededRandom.runSeed)")
      #expect(UUIDBytes(uuid.description) == uuid)
    }
  }

  @Test func readsAnyVersionAndWritesLowerCase() {
    let text = "A0b1C2d3-e4F5-1687-98A9-bACbdcEDfe0F"
    #expect(UUIDBytes(text)?.description == text.lowercased())
    #expect(UUIDBytes("ffffffff-ffff-ffff-ffff-ffffffffffff") == UUIDBytes(high: .max, low: .max))
    #expect(UUIDBytes("00000000-0000-0000-0000-000000000001") == UUIDBytes(high: 0, low: 1))
  }

  @Test(arguments: [
    "", "0", "00000000-0000-0000-0000-000000000000", "a0b1c2d3e4f5168798a9bacbdcedfe0f",
    "{a0b1c2d3-e4f5-1687-98a9-bacbdcedfe0f}", "a0b1c2d3-e4f5-1687-98a9-bacbdcedfe0",
    "a0b1c2d3-e4f5-1687-98a9-bacbdcedfe0ff",
    "a0b1c2d3-e4f5-1687-98a9-bacbdcedfe0g", "a0b1c2d3e-4f5-1687-98a9-bacbdcedfe0f",
    "a0b1c2d3-e4f5-1687-98a9_bacbdcedfe0f",
    "a0b1c2d3-e4f5-1687-98a9-bacbdcedf\u{E9}f", "-0b1c2d3-e4f5-1687-98a9-bacbdcedfe0f",
  ])
  func refusesWhatIsNoUUID(_ text: String) {
    #expect(UUIDBytes(text) == nil)
    let error = fieldError { () throws(FieldError) in
      let bytes = Array(text.utf8)
      let result: Result<ClickID, FieldError> = bytes.withUnsafeBytes { bytes in
        Result { () throws(FieldError) in try ClickID(sent: bytes, field: "click_id") }
      }
      _ = try result.get()
    }
    #expect(error?.field == "click_id")
  }

  @Test func bytesRoundTripInNetworkOrder() throws {
    let uuid = try #require(UUIDBytes("00010203-0405-0607-0809-0a0b0c0d0e0f"))
    let bytes = uuid.withBytes { Array($0) }
    #expect(bytes == Array(0...15))
    #expect(bytes.withUnsafeBytes { UUIDBytes(bytes: $0) } == uuid)
    #expect(bytes.dropLast().withUnsafeBytes { UUIDBytes(bytes: $0) } == nil)
    #expect((bytes + [0]).withUnsafeBytes { UUIDBytes(bytes: $0) } == nil)
  }

  @Test func orderIsThatOfTheBytes() {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<500 {
      let left = UUIDBytes(high: random.next() & 0xFF, low: random.next())
      let right = UUIDBytes(high: random.next() & 0xFF, low: random.next())
      let precedes = left.withBytes { left in right.withBytes { left.lexicographicallyPrecedes($0) } }
      #expect((left < right) == precedes, "seed \(SeededRandom.runSeed)")
    }
  }
}
