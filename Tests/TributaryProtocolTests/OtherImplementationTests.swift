import ChildProcesses
import Foundation
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
    let output = try await python("recode", input)
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
    #expect(try await python("examples", []) == examples.map { "\($0.name) \(hexadecimal($0.bytes))" })
  }

  private func python(_ mode: String, _ input: [String]) async throws -> [String] {
    try await withTemporaryFolder { folder in
      let generated = try await run(
        "protoc",
        [
          "-I", repositoryRoot.appending(path: "Protos").path(), "--python_out", folder.path(),
          "tributary/v1/tracking.proto", "tributary/v1/programs.proto", "grpc/health/v1/health.proto",
        ])
      try #require(generated.code == 0, "\(generated.errors)")
      let file = folder.appending(path: "input")
      try Data(input.joined(separator: "\n").utf8).write(to: file)
      let script = repositoryRoot.appending(path: "Tests/TributaryProtocolTests/other_implementation.py")
      let result = try await run("/usr/bin/python3", ["-B", script.path(), mode, folder.path(), file.path()])
      try #require(result.code == 0, "\(result.errors)")
      return result.output.split(separator: "\n").map(String.init)
    }
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
  }
}
