import ProtobufC
import Testing

@Suite struct JSONCorpusTests {
  @Test(arguments: JSONCorpus.all)
  func isReadOrRefused(_ input: JSONCase) {
    let result = Result { try input.type.encoding(ofJSON: input.document) }
    switch (input.outcome, result) {
    case (.reads(let expected), .success(let bytes)): #expect(bytes == expected)
    case (.refused(let reason, let field), .failure(let error as JSONDecodingError)):
      #expect(error.reason == reason, "\(error)")
      #expect(error.field == field, "\(error)")
    default: Issue.record("expected \(input.outcome), got \(result)")
    }
  }

  @Test func namesAreDistinct() {
    #expect(Set(JSONCorpus.all.map(\.name)).count == JSONCorpus.all.count)
    #expect(JSONCorpus.all.count > 150)
  }

  @Test(arguments: [
    (#"{"program":1"#, "program", "must be a text"),
    (#"{"programme":1"#, "programme", "is not a field of tributary.v1.RecordConversionRequest"),
    (#"{"kind":"a\"b"}"#, "kind", #"is "a\"b", which is not a value of tributary.v1.ConversionKind"#),
    (#"{"taxMinor":1.5}"#, "tax_minor", "must be a whole number"),
    (
      #"{"taxMinor":1e19}"#, "tax_minor", "must be from -9223372036854775808 to 9223372036854775807"
    ),
    (#"{"test":1}"#, "test", "must be true or false"),
    (#"{"items":1}"#, "items", "must be an array"),
    (#"{"items":[null]}"#, "items[0]", "must not be null"),
    (#"{"customer":1}"#, "customer", "must be an object"),
    (#"{"program" 1}"#, "", "is not JSON: expected ':' at byte 11"),
    (#"{"program":"a"]"#, "", "is not JSON: expected ',' or '}' at byte 14"),
    (#"{"program":"#, "program", "is not JSON: expected a value where the document ends"),
    (#"{"program":"a\qb"}"#, "program", "is not JSON: a wrong escape at byte 13"),
    (#"{} []"#, "", "is not JSON: expected the end of the document at byte 3"),
  ])
  func messagesSayWhatIsWrong(_ document: String, _ field: String, _ message: String) {
    let error = #expect(throws: JSONDecodingError.self) {
      try MessageType.conversion.encoding(ofJSON: Array(document.utf8))
    }
    #expect(error?.field == field)
    #expect(error?.message == message)
  }
}
