import CProtobufC
import CProtos
import NIOCore
import ProtobufC
import Testing
import TributaryProtocol
import WireBytes

@Suite struct RoundTripTests {
  /// The bytes name each field by its number and the value names it by its property, so that a field that was
  /// forgotten, swapped with another or cut short shows.
  @Test(arguments: MessageType.all)
  func everyFieldOfEveryMessageSurvives(_ type: MessageType) throws {
    var generator = SeededGenerator(seed: 42)
    for _ in 0..<200 {
      let bytes = randomEncoding(of: type.descriptor(), using: &generator)
      #expect(try type.recode(bytes) == bytes)
    }
  }

  @Test(arguments: MessageType.all)
  func theMessageOfDefaultsIsEmpty(_ type: MessageType) throws {
    #expect(try type.recode([]) == [])
  }

  @Test func theViewOfAClickShowsWhatItsValueHolds() throws {
    var generator = SeededGenerator(seed: 7)
    let arena = Arena(limit: 1 << 20)
    for _ in 0..<500 {
      let bytes = randomEncoding(of: Tributary__V1__RecordClickRequest.descriptor, using: &generator)
      let value = try bytes.withUnsafeBytes { try arena.decode(RecordClickRequest.self, from: $0) }
      arena.reset()
      let copy = try bytes.withUnsafeBytes { bytes in
        try arena.withView(of: RecordClickRequestView.self, from: bytes) { view in
          RecordClickRequest(
            program: view.program.string, partner: view.partner.string, subId: view.subId.string,
            clickId: view.clickId.string, visitorId: view.visitorId.string, landingUrl: view.landingUrl.string,
            referrerUrl: view.referrerUrl.string, userAgent: view.userAgent.string, ip: view.ip.string,
            occurredAtUs: view.occurredAtUs)
        }
      }
      arena.reset()
      #expect(copy == value)
    }
  }

  @Test func aTextOfAViewKnowsItsLengthAndBytes() throws {
    let arena = Arena(limit: 1 << 20)
    let bytes = wireBytes { $0.text(1, "café") }
    try bytes.withUnsafeBytes { bytes in
      try arena.withView(of: RecordClickRequestView.self, from: bytes) { view in
        let (count, isEmpty, copy) = (view.program.count, view.program.isEmpty, view.program.withBytes { Array($0) })
        #expect(count == 5)
        #expect(!isEmpty)
        #expect(copy == Array("café".utf8))
        let (otherCount, otherIsEmpty, other) = (view.partner.count, view.partner.isEmpty, view.partner.string)
        #expect(otherCount == 0)
        #expect(otherIsEmpty)
        #expect(other == "")
      }
    }
  }

  @Test func aViewIsCheckedAsAValueIs() {
    let bytes = wireBytes { $0.delimited(3, [0xFF]) }
    let expected = ProtobufC.DecodingError(reason: .invalidText, field: "sub_id", message: "is not valid UTF-8")
    #expect(throws: expected) {
      try bytes.withUnsafeBytes {
        try Arena(limit: 1 << 20).withView(of: RecordClickRequestView.self, from: $0) { _ in }
      }
    }
  }
}
