import Testing

@testable import PartnerProgram

@Suite struct UTF8CheckTests {
  /// Compares with the standard library's own decoder.
  private func expectAgreement(_ bytes: [UInt8], _ comment: Comment? = nil) {
    let isText = String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(0)
    #expect(bytes.withUnsafeBytes(UTF8Check.isTextWithoutNUL) == isText, comment ?? "bytes \(bytes)")
  }

  @Test func agreesOnEverySequenceOfUpToTwoBytes() {
    expectAgreement([])
    for first in UInt8.min...UInt8.max {
      expectAgreement([first])
      for second in UInt8.min...UInt8.max { expectAgreement([first, second]) }
    }
  }

  @Test func agreesOnLongSequencesAtTheEdgesOfEachRange() {
    let edges: [UInt8] = [0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xE0, 0xF0, 0xFF]
    for first in UInt8(0xE0)...UInt8.max {
      for second in edges {
        for third in edges {
          expectAgreement([first, second, third])
          for fourth in edges { expectAgreement([first, second, third, fourth]) }
        }
      }
    }
  }

  @Test func agreesOnRandomTextsWithOneByteChanged() {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<2_000 {
      let scalars = (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &random) >> UInt32.random(in: 0...20, using: &random))
      }
      var bytes = Array(String(String.UnicodeScalarView(scalars)).utf8)
      expectAgreement(bytes)
      guard !bytes.isEmpty else { continue }
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = random.next()
      expectAgreement(bytes, "seed \(SeededRandom.runSeed), bytes \(bytes)")
    }
  }
}
