import ProtobufC
import Testing
import TributaryProtocol
import WireBytes

/// Whether Google's implementation for Python and ours mean the same by the same bytes.
@Suite struct OtherImplementationTests {
  /// Python parses what we encode, for every message type, and its own encoding of it must be ours to the byte.
  @Test func pythonReadsAndWritesEveryMessageAsWeDo() async throws {
    var generator = SeededGenerator(seed: 2026)
    var messages: [(name: String, bytes: [UInt8])] = []
    for type in MessageType.all {
      for _ in 0..<20 {
        messages.append((type.fullName, try type.recode(randomEncoding(of: type.descriptor(), using: &generator))))
      }
    }
    let input = messages.map { "\($0.name) \(hexadecimal($0.bytes))" }
    let output = try await otherImplementation("recode", input)
    #expect(output == input)
  }

  @Test func pythonsExamplesAreOurs() async throws {
    let examples: [(name: String, bytes: [UInt8])] = [
      (
        "click",
        try encoded(
          RecordClickRequest(
            program: "shop", partner: "ada", subId: "spring/été ☀", clickId: "01890a5d-ac96-774b-bcce-b302099a8057",
            occurredAtUs: 1_700_000_000_000_000))
      ),
      (
        "sale",
        try encoded(
          RecordConversionRequest(
            program: "shop", kind: .sale, orderId: "A-1001", currency: "EUR",
            items: [Item(sku: "tea", quantity: 2, unitPriceMinor: 1250), Item(unitPriceMinor: .max)],
            taxMinor: 475, customer: Customer(email: "ada@example.com"), evidence: Evidence(), test: true))
      ),
      (
        "receipt",
        try encoded(
          RecordConversionResponse(
            conversionId: "c",
            receipt: Receipt(partner: "ada", rule: .lastTouch, candidates: [Candidate(verdict: .won)]),
            commissions: [Commission(partner: "ada", currency: "EUR", amountMinor: -250)]))
      ),
      ("report", try encoded(GetPartnerReportRequest(program: "shop", keys: [.day, .unrecognized(77), .subId]))),
    ]
    #expect(try await otherImplementation("examples", []) == examples.map { "\($0.name) \(hexadecimal($0.bytes))" })
  }
}
