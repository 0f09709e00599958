import CProtobufC
import CProtos
import ProtobufC
import Testing

private let timestamp = HandMadeDescriptor("google.protobuf.Timestamp") {
  $0.add("seconds", PROTOBUF_C_TYPE_INT64)
  $0.add("nanos", PROTOBUF_C_TYPE_INT32)
}

private let event = HandMadeDescriptor("test.Event") {
  $0.add("happened_at", PROTOBUF_C_TYPE_MESSAGE, of: UnsafeRawPointer(timestamp.pointer))
  $0.add("reminders", PROTOBUF_C_TYPE_MESSAGE, PROTOBUF_C_LABEL_REPEATED, of: UnsafeRawPointer(timestamp.pointer))
}

/// The contract has no `google.protobuf.Timestamp`; whoever adds one gets the mapping that others expect. What each
/// text means, and how it is written, is what Python's protobuf says of it. It takes some texts that RFC 3339 does not have.
@Suite struct JSONTimestampTests {
  private func recoded(_ document: String) throws -> String {
    let arena = Arena(limit: 1 << 20)
    let message = try Array(document.utf8).fromJSON(event.pointer, arena)
    return String(decoding: try message.asJSON(event.pointer, arena), as: UTF8.self)
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
    ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
    ("2000-02-29T12:34:56.7Z", "2000-02-29T12:34:56.700Z"),
    ("2026-11-25T08:30:00+01:00", "2026-11-25T07:30:00Z"),
    ("2026-11-25T08:30:00.000001-05:30", "2026-11-25T14:00:00.000001Z"),
    ("1900-03-01T00:00:00Z", "1900-03-01T00:00:00Z"),
    ("1600-12-31T23:59:59.123456Z", "1600-12-31T23:59:59.123456Z"),
  ])
  func timesAreTexts(text: String, written: String) throws {
    #expect(try recoded(#"{"happenedAt": "\#(text)"}"#) == #"{"happenedAt":"\#(written)"}"#)
    #expect(
      try recoded(#"{"reminders": ["\#(text)", "1970-01-01T00:00:01Z"]}"#)
        == #"{"reminders":["\#(written)","1970-01-01T00:00:01Z"]}"#)
  }

  @Test(arguments: [
    "2000-02-29T12:34:56Z": (951_827_696 as Int64, 0 as Int32), "1969-12-31T23:59:59.999Z": (-1, 999_000_000),
    "0001-01-01T00:00:00Z": (-62_135_596_800, 0), "9999-12-31T23:59:59.000000001Z": (253_402_300_799, 1),
  ])
  func timesAreCountedFrom1970(text: String, time: (seconds: Int64, nanoseconds: Int32)) throws {
    let arena = Arena(limit: 1 << 20)
    let message = try Array(#"{"happened_at": "\#(text)"}"#.utf8).fromJSON(event.pointer, arena)
    let plain = HandMadeDescriptor("test.Plain") {
      $0.add("seconds", PROTOBUF_C_TYPE_INT64)
      $0.add("nanos", PROTOBUF_C_TYPE_INT32)
    }
    let inner = HandMadeDescriptor("test.PlainEvent") {
      $0.add("happened_at", PROTOBUF_C_TYPE_MESSAGE, of: UnsafeRawPointer(plain.pointer))
    }
    let nanoseconds = time.nanoseconds == 0 ? "" : #","nanos":\#(time.nanoseconds)"#
    #expect(
      String(decoding: try message.asJSON(inner.pointer, arena), as: UTF8.self)
        == #"{"happenedAt":{"seconds":"\#(time.seconds)"\#(nanoseconds)}}"#)
  }

  @Test(arguments: [
    "2026-02-29T00:00:00Z", "2026-11-25T08:30:00", "2026-11-25 08:30:00Z", "2026-11-25T24:00:00Z",
    "2026-13-01T00:00:00Z", "2026-11-25T08:30:60Z", "2026-11-25T08:30:00.1234567890Z", "0000-01-01T00:00:00Z",
    "2026-11-25t08:30:00z", "2026-11-25T08:30:00.Z", "2026-11-25T08:30:00+0100", "9999-12-31T23:59:59-00:01",
    "0001-01-01T00:00:00+00:01", "2026-11-25T08:30:00Z ", "2026-04-31T00:00:00Z", "+026-04-30T00:00:00Z", "", "now",
  ])
  func otherTextsAreRefused(text: String) {
    let error = #expect(throws: JSONDecodingError.self) { try recoded(#"{"happened_at": "\#(text)"}"#) }
    #expect(error?.field == "happened_at" && error?.reason == .mismatch)
  }

  @Test(arguments: [#"{"seconds": "1"}"#, "1", "[]", "true"])
  func whatIsNoTextIsRefused(value: String) {
    let error = #expect(throws: JSONDecodingError.self) { try recoded(#"{"happened_at": \#(value)}"#) }
    #expect(error?.field == "happened_at" && error?.reason == .mismatch)
  }

  @Test func aTimeThatIsNoneIsNotWritten() throws {
    let arena = Arena(limit: 1 << 20)
    // Field 1 of 11 bytes, in which field 2 is -1: no time has fewer than no nanoseconds.
    let bytes: [UInt8] = [0x0A, 0x0B, 0x10] + [UInt8](repeating: 0xFF, count: 9) + [0x01]
    #expect(throws: (any Error).self) { try bytes.asJSON(event.pointer, arena) }
  }
}
