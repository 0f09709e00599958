import ProtobufC
import Testing
import WireBytes

/// Whether Google's implementation for Python and ours mean the same by the same JSON.
@Suite struct JSONOtherImplementationTests {
  /// Our JSON is Python's to the byte and Python parses it to the same message; so do we with all that Python writes.
  @Test func pythonReadsAndWritesTheJSONOfEveryMessageAsWeDo() async throws {
    var generator = SeededGenerator(seed: 2027)
    var messages: [(type: MessageType, bytes: [UInt8], document: [UInt8])] = []
    for type in MessageType.all {
      for _ in 0..<10 {
        let bytes = randomEncoding(of: type.descriptor(), using: &generator)
        messages.append((type, bytes, try type.json(bytes)))
      }
    }
    let lines = messages.map { "\($0.type.fullName) \(hexadecimal($0.bytes)) \(hexadecimal($0.document))" }
    let output = try await otherImplementation("json", lines)
    try #require(output.count == messages.count)
    for (line, message) in zip(output, messages) {
      let columns = line.split(separator: " ")
      try #require(columns.count == 6)
      #expect(columns[0] == (message.bytes.isEmpty ? "empty" : hexadecimal(message.bytes)), "\(message.type.fullName)")
      #expect(try decodedHexadecimal(columns[1]) == message.document, "\(message.type.fullName)")
      for column in columns[1...] {
        let document = try decodedHexadecimal(column)
        #expect(
          try message.type.encoding(ofJSON: document) == message.bytes,
          "\(message.type.fullName): \(String(decoding: document, as: UTF8.self))")
      }
    }
  }

  /// What we refuse Python refuses, and what we take it takes as the same message, but for what the corpus says.
  @Test func pythonJudgesTheCorpusAsWeDo() async throws {
    let cases = JSONCorpus.all
    let output = try await otherImplementation(
      "judge", cases.map { "\($0.type.fullName) \(hexadecimal($0.document))" })
    try #require(output.count == cases.count)
    for (line, input) in zip(output, cases) {
      let ours =
        switch input.outcome {
        case .reads(let bytes): bytes.isEmpty ? "empty" : hexadecimal(bytes)
        case .refused: "refused"
        }
      if let reason = input.difference {
        #expect(line != ours, "\(input.name): \(reason)")
      } else {
        #expect(line == ours, "\(input.name)")
      }
    }
  }
}
