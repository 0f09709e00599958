import CProtobufC
import CProtos
import NIOCore
import ProtobufC
import Testing
import WireBytes

/// A message with a type that JSON is not mapped for.
private let unmapped = HandMadeDescriptor("test.Unmapped") { $0.add("a_double", PROTOBUF_C_TYPE_DOUBLE) }

/// Every type that JSON is mapped for.
private let types = HandMadeDescriptor("test.Types") {
  $0.add("an_int32", PROTOBUF_C_TYPE_INT32)
  $0.add("a_sint32", PROTOBUF_C_TYPE_SINT32)
  $0.add("an_sfixed32", PROTOBUF_C_TYPE_SFIXED32)
  $0.add("a_uint32", PROTOBUF_C_TYPE_UINT32)
  $0.add("a_fixed32", PROTOBUF_C_TYPE_FIXED32)
  $0.add("an_int64", PROTOBUF_C_TYPE_INT64)
  $0.add("a_sint64", PROTOBUF_C_TYPE_SINT64)
  $0.add("an_sfixed64", PROTOBUF_C_TYPE_SFIXED64)
  $0.add("a_uint64", PROTOBUF_C_TYPE_UINT64)
  $0.add("a_fixed64", PROTOBUF_C_TYPE_FIXED64)
  $0.add("flags", PROTOBUF_C_TYPE_BOOL, PROTOBUF_C_LABEL_REPEATED)
  $0.add("numbers", PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_LABEL_REPEATED)
  $0.add("texts", PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_LABEL_REPEATED)
  $0.add("maybe_count", PROTOBUF_C_TYPE_INT32, PROTOBUF_C_LABEL_OPTIONAL)
  $0.add("maybe_text", PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_LABEL_OPTIONAL)
  $0.addOneof([
    ("by_id", PROTOBUF_C_TYPE_INT64), ("by_name", PROTOBUF_C_TYPE_BYTES), ("by_flag", PROTOBUF_C_TYPE_BOOL),
  ])
}

@Suite struct JSONTypeTests {
  @Test(arguments: [
    ("anInt32", "-2147483648", "2147483647", ["-2147483649", "2147483648", "1e10"]),
    ("aSint32", "-2147483648", "2147483647", ["-2147483649", "2147483648", "1e10"]),
    ("anSfixed32", "-2147483648", "2147483647", ["-2147483649", "2147483648", "1e10"]),
    ("aUint32", "1", "4294967295", ["-1", "4294967296", "\"-1\""]),
    ("aFixed32", "1", "4294967295", ["-1", "4294967296", "\"-1\""]),
    ("anInt64", "-9223372036854775808", "9223372036854775807", ["-9223372036854775809", "9223372036854775808"]),
    ("aSint64", "-9223372036854775808", "9223372036854775807", ["-9223372036854775809", "9223372036854775808"]),
    ("anSfixed64", "-9223372036854775808", "9223372036854775807", ["-9223372036854775809", "9223372036854775808"]),
    ("aUint64", "1", "18446744073709551615", ["-1", "18446744073709551616", "1e20", "1e999999999999999999999"]),
    ("aFixed64", "1", "18446744073709551615", ["-1", "18446744073709551616", "1e20", "-1e999999999999999999999"]),
  ])
  func integersHaveTheRangeOfTheirType(_ name: String, _ least: String, _ most: String, _ outside: [String]) throws {
    for value in [least, most] {
      let written = name.contains("64") ? "\"\(value)\"" : value
      #expect(try recoded(#"{"\#(name)": \#(value)}"#) == #"{"\#(name)":\#(written)}"#)
      #expect(try recoded(#"{"\#(name)": "\#(value)"}"#) == #"{"\#(name)":\#(written)}"#)
      #expect(try recoded(#"{"\#(name)": \#(value).00}"#) == #"{"\#(name)":\#(written)}"#)
      #expect(try recoded(#"{"\#(name)": "\#(value)0e-1"}"#) == #"{"\#(name)":\#(written)}"#)
    }
    for value in outside {
      let error = #expect(throws: JSONDecodingError.self) { try recoded(#"{"\#(name)": \#(value)}"#) }
      #expect(error?.reason == .mismatch)
      #expect(error?.message.hasPrefix("must be from ") == true, "\(value): \(String(describing: error))")
    }
    #expect(try recoded(#"{"\#(name)": 0}"#) == "{}")
    #expect(try recoded(#"{"\#(name)": -0.0e5}"#) == "{}")
    #expect(try recoded(#"{"\#(name)": null}"#) == "{}")
  }

  @Test func repeatedScalarsKeepTheirOrderAndZeros() throws {
    let document = #"{"flags":[true,false,true],"numbers":["0","18446744073709551615","7"],"texts":["","a","\\"]}"#
    #expect(try recoded(document) == document)
    #expect(try recoded(#"{"flags": [], "numbers": null}"#) == "{}")
    for (element, field) in [("1, null", "numbers[1]"), ("[1]", "numbers[0]"), ("1, 2, 3, 4, {}", "numbers[4]")] {
      let error = #expect(throws: JSONDecodingError.self) { try recoded(#"{"numbers": [\#(element)]}"#) }
      #expect(error?.field == field)
    }
  }

  @Test func anOptionalFieldThatIsZeroIsWritten() throws {
    #expect(try recoded(#"{"maybeCount":0,"maybeText":""}"#) == #"{"maybeCount":0,"maybeText":""}"#)
    #expect(try recoded(#"{"maybe_count":null}"#) == "{}")
    #expect(try encoded(#"{"maybeCount":0}"#) == wireBytes { $0.integer(14, 0) })
  }

  @Test func aOneofHasOneMember() throws {
    #expect(try recoded(#"{"byId":0}"#) == #"{"byId":"0"}"#)
    #expect(try recoded(#"{"byName":"x"}"#) == #"{"byName":"x"}"#)
    #expect(try recoded(#"{"byId":null,"by_flag":false,"byName":null}"#) == #"{"byFlag":false}"#)
    #expect(try encoded(#"{"byName":"x"}"#) == wireBytes { $0.text(17, "x") })
    let error = #expect(throws: JSONDecodingError.self) { try recoded(#"{"byName":"x","byId":1}"#) }
    #expect(
      error
        == JSONDecodingError(reason: .mismatch, field: "by_id", message: "cannot be given beside by_name"))
  }

  @Test func aTypeThatIsNotMappedIsRefused() {
    let arena = Arena(limit: 1 << 20)
    let error = #expect(throws: JSONDecodingError.self) {
      try Array(#"{"aDouble":1}"#.utf8).fromJSON(unmapped.pointer, arena)
    }
    #expect(error?.field == "a_double")
    for bytes: [UInt8] in [[], [0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]] {
      let fault = #expect(throws: ProtobufC.DecodingError.self) { try bytes.asJSON(unmapped.pointer, arena) }
      #expect(fault?.field == "a_double")
    }
  }

  private func encoded(_ document: String) throws -> [UInt8] {
    try Array(document.utf8).fromJSON(types.pointer, Arena(limit: 1 << 20))
  }

  private func recoded(_ document: String) throws -> String {
    String(decoding: try encoded(document).asJSON(types.pointer, Arena(limit: 1 << 20)), as: UTF8.self)
  }
}
