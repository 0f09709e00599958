import CProtobufC
import ProtobufC
import Testing
import WireBytes

@Suite struct JSONRoundTripTests {
  @Test(arguments: MessageType.all)
  func everyFieldOfEveryMessageSurvives(_ type: MessageType) throws {
    var generator = SeededGenerator(seed: 43)
    for _ in 0..<100 {
      let bytes = randomEncoding(of: type.descriptor(), using: &generator)
      let document = try type.json(bytes)
      #expect(try type.encoding(ofJSON: document) == bytes, "\(String(decoding: document, as: UTF8.self))")
    }
  }

  @Test(arguments: MessageType.all)
  func theMessageOfDefaultsIsAnEmptyObject(_ type: MessageType) throws {
    #expect(try type.json([]) == Array("{}".utf8))
    #expect(try type.encoding(ofJSON: Array(" {\n} ".utf8)) == [])
  }

  /// null is the default of every field, by either name.
  @Test(arguments: MessageType.all)
  func nullIsTheDefaultOfEveryField(_ type: MessageType) throws {
    let members = fieldShapes(of: type.descriptor()).map { #""\#($0.name)": null"# }.joined(separator: ",")
    #expect(try type.encoding(ofJSON: Array("{\(members)}".utf8)) == [])
  }

  @Test(arguments: MessageType.all)
  func everyFieldIsTakenOnce(_ type: MessageType) {
    for field in fieldShapes(of: type.descriptor()) {
      let document = Array(#"{"\#(field.name)": null, "\#(field.name)": null}"#.utf8)
      #expect(throws: JSONDecodingError(reason: .mismatch, field: field.name, message: "is given twice")) {
        try type.encoding(ofJSON: document)
      }
    }
  }

  /// A name of its own in JSON is not in protobuf-c's descriptors.
  @Test func noFieldOfTheContractHasAJSONNameOfItsOwn() throws {
    for file in try contractFiles() { #expect(!file.text.contains("json_name"), "\(file.name)") }
  }
}
