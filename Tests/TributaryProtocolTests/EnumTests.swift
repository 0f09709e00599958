import ProtobufC
import Testing
import TributaryProtocol
import WireBytes

@Suite struct EnumTests {
  @Test(arguments: [4, 5, 1000, Int32.max, -1, Int32.min])
  func aNumberOfALaterVersionSurvives(_ number: Int32) throws {
    let bytes = wireBytes {
      $0.integer(2, Int64(number))
      $0.text(3, "A-1001")
    }
    let request = try bytes.withUnsafeBytes { try Arena(limit: 1 << 20).decode(RecordConversionRequest.self, from: $0) }
    #expect(request == RecordConversionRequest(kind: .unrecognized(number), orderId: "A-1001"))
    #expect(request.kind.rawValue == number)
    #expect(try encoded(request) == bytes)
  }

  @Test func repeatedNumbersSurviveInTheirOrder() throws {
    let keys: [ReportKey] = [.day, .unrecognized(77), .unspecified, .subId, .day]
    let request = GetPartnerReportRequest(keys: keys)
    let bytes = try encoded(request)
    #expect(bytes == [0x1A, 5, 2, 77, 0, 1, 2])
    let decoded = try bytes.withUnsafeBytes {
      try Arena(limit: 1 << 20).decode(GetPartnerReportRequest.self, from: $0)
    }
    #expect(decoded.keys == keys)
  }

  /// Older encoders write each element with a tag of its own: a decoder must take both.
  @Test func repeatedNumbersMayComeUnpacked() throws {
    let bytes: [UInt8] = [0x18, 2, 0x18, 77, 0x1A, 1, 1]
    let decoded = try bytes.withUnsafeBytes {
      try Arena(limit: 1 << 20).decode(GetPartnerReportRequest.self, from: $0)
    }
    #expect(decoded.keys == [.day, .unrecognized(77), .subId])
  }

  @Test func knownValuesAreNumberedFromZero() {
    #expect(Verdict.known.map(\.rawValue) == Array(0...17))
    #expect(Verdict.known.map { Verdict(rawValue: $0.rawValue) } == Verdict.known)
    #expect(KeyScope.known.map(\.rawValue) == Array(0...4))
    #expect(!Verdict.known.contains(Verdict(rawValue: 18)))
  }
}
