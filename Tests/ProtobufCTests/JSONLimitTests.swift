import CProtobufC
import CProtos
import ProtobufC
import Testing
import TributaryProtocol
import WireBytes

/// A message that contains itself, as no message of the contract does.
private let recursive = HandMadeDescriptor("test.Recursive") {
  $0.add("inner", PROTOBUF_C_TYPE_MESSAGE, of: $0.pointer)
  $0.add("list", PROTOBUF_C_TYPE_MESSAGE, PROTOBUF_C_LABEL_REPEATED, of: $0.pointer)
}

@Suite struct JSONLimitTests {
  private var conversion: UnsafePointer<ProtobufCMessageDescriptor> {
    Tributary__V1__RecordConversionRequest.descriptor
  }

  /// Documents that make structures many times their size.
  @Test(arguments: ["{}", #"{"sku":"a"}"#, #"{"sku":"\n"}"#, #"{"quantity":1}"#])
  func aMillionItemsStopAtTheLimit(_ item: String) {
    let arena = Arena(limit: 8 << 20)
    let document = Array((#"{"items":["# + String(repeating: item + ",", count: 1_000_000) + item + "]}").utf8)
    let error = #expect(throws: JSONDecodingError.self) { try document.fromJSON(conversion, arena) }
    #expect(error?.reason == .tooLarge)
    #expect(error?.message == "takes more than 8388608 bytes of memory")
    #expect(error?.field.hasPrefix("items") == true)
    #expect(arena.reservedBytes <= arena.limit)
    #expect(arena.reservedBytes > arena.limit / 2, "it was refused long before the limit")
  }

  @Test func aMillionElementsAreReadWhereThereIsRoom() throws {
    let arena = Arena(limit: 512 << 20)
    let count = 1_000_000
    let items = Array((#"{"items":["# + String(repeating: "{},", count: count - 1) + "{}]}").utf8)
    #expect(try items.fromJSON(conversion, arena).count == 2 * count)
    arena.reset()
    let keys = Array((#"{"keys":["# + String(repeating: #""REPORT_KEY_DAY","#, count: count - 1) + "2]}").utf8)
    #expect(try keys.fromJSON(Tributary__V1__GetPartnerReportRequest.descriptor, arena).count == count + 4)
    arena.reset()
    let spaces = [UInt8](repeating: 0x20, count: count) + Array("{}".utf8)
    #expect(try spaces.fromJSON(conversion, arena) == [])
  }

  /// A text without escapes takes nothing of the arena, but the encoding holds a copy of it.
  @Test func theEncodingIsLimitedToo() throws {
    let arena = Arena(limit: 100_000, firstBlock: 1024)
    let longest = String(repeating: "x", count: 99_996)
    #expect(try Array(#"{"program":"\#(longest)"}"#.utf8).fromJSON(conversion, arena).count == 100_000)
    let error = #expect(throws: JSONDecodingError.self) {
      try Array(#"{"program":"\#(longest)x"}"#.utf8).fromJSON(conversion, arena)
    }
    #expect(
      error
        == JSONDecodingError(
          reason: .tooLarge,
          message: "a tributary.v1.RecordConversionRequest of 100001 bytes is longer than 100000"))
  }

  @Test func aTextWithEscapesTakesItsLengthAndOneWithoutNothing() throws {
    let text = String(repeating: "x", count: 100_000)
    let small = Arena(limit: 110_000, firstBlock: 1024)
    #expect(try Array(#"{"program":"\#(text)"}"#.utf8).fromJSON(conversion, small).count == 100_004)
    #expect(small.reservedBytes == 1024)
    small.reset()
    #expect(try Array(#"{"program":"\#(text)\n"}"#.utf8).fromJSON(conversion, small).count == 100_005)
    small.reset()
    let error = #expect(throws: JSONDecodingError.self) {
      try Array(#"{"program":"\#(text)\n","orderId":"\#(text)\n"}"#.utf8).fromJSON(conversion, small)
    }
    #expect(error?.reason == .tooLarge)
    #expect(error?.field == "order_id")
  }

  @Test(arguments: ["inner", "list"])
  func aHundredMessagesMayBeNested(_ name: String) throws {
    #expect(try nested(name, 99).fromJSON(recursive.pointer, Arena(limit: 1 << 20)).count > 200)
    for depth in [100, 101, 100_000] {
      let error = #expect(throws: JSONDecodingError.self) {
        try nested(name, depth).fromJSON(recursive.pointer, Arena(limit: 1 << 20))
      }
      #expect(error?.reason == .mismatch)
      #expect(error?.message == "is nested more than 100 deep")
    }
  }

  @Test(arguments: ["[", "{", #"{"items":["#, #"{"customer":{"#])
  func whatIsOpenedAMillionTimesIsRefused(_ opening: String) {
    let document = Array(String(repeating: opening, count: 1_000_000).utf8)
    #expect(throws: JSONDecodingError.self) { try document.fromJSON(conversion, Arena(limit: 1 << 20)) }
  }

  /// A document of `depth` messages below the outermost.
  private func nested(_ name: String, _ depth: Int) -> [UInt8] {
    let (opening, closing) = name == "list" ? (#"{"list":["#, "]}") : (#"{"inner":"#, "}")
    return Array((String(repeating: opening, count: depth) + "{}" + String(repeating: closing, count: depth)).utf8)
  }
}
