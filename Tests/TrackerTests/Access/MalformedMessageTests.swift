import CProtobufC
import TTRPC
import Testing
import TributaryClient
import WireBytes

@Suite("Malformed messages") struct MalformedMessageTests {
  /// A text field somewhere in a message: its path as errors name it, and how bytes are put there.
  private struct TextPlace {
    let path: String
    let message: (_ text: [UInt8]) -> [UInt8]
  }

  private func textPlaces(in descriptor: UnsafePointer<ProtobufCMessageDescriptor>) -> [TextPlace] {
    fieldShapes(of: descriptor).flatMap { field -> [TextPlace] in
      let name = field.isRepeated ? "\(field.name)[0]" : field.name
      switch field.kind {
      case .text:
        return [TextPlace(path: name) { text in wireBytes { $0.delimited(field.number, text) } }]
      case .message(let inner):
        return textPlaces(in: inner).map { place in
          TextPlace(path: "\(name).\(place.path)") { text in
            wireBytes { $0.delimited(field.number, place.message(text)) }
          }
        }
      default:
        return []
      }
    }
  }

  @Test(arguments: EveryMethod.all)
  func `with a text that is none are refused by the field's path`(method: EveryMethod) async throws {
    try await withShop { shop in
      let places = textPlaces(in: method.descriptor())
      #expect(!places.isEmpty)
      for place in places {
        for text: [UInt8] in [[0xC3], [0xFF], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0x61, 0, 0x62], [0]] {
          await expectRefusal(.invalidArgument, place.path, "\(text)") {
            try await shop.root.call(method.service, method.name, payload: place.message(text))
          }
        }
      }
    }
  }

  @Test(arguments: EveryMethod.all)
  func `that are no message are refused, and the connection lives on`(method: EveryMethod) async throws {
    try await withShop { shop in
      for payload: [UInt8] in [
        [0xFF], [0x0A, 0x05, 0x61], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x0F], [0x00, 0x00],
        Array(repeating: 0x80, count: 20),
      ] {
        await expectRefusal(.invalidArgument, nil, "\(payload)") {
          try await shop.root.call(method.service, method.name, payload: payload)
        }
      }
      try await EveryMethod.prepare("new", in: shop)
      _ = try await shop.root.call(method.service, method.name, payload: method.payload("new", keyID(shop)))
    }
  }

  private func keyID(_ shop: Shop) async throws -> String {
    let made = try await shop.owner.call(ProgramsService.createApiKey, CreateApiKeyRequest(scope: .publishable))
    return try #require(made.key?.id)
  }

  @Test func `with fields of a later version are taken without them`() async throws {
    try await withShop { shop in
      let known = try encoded(RecordClickRequest(program: "mugs", partner: "anna"))
      let later = known + wireBytes { $0.text(900, "new") } + wireBytes { $0.integer(901, -1) }
      let reply = try await shop.browser.call(TrackingService.name, "RecordClick", payload: later)
      #expect(!reply.isEmpty)
      #expect(try await shop.total().visits == 1)
    }
  }

  @Test func `that take more memory than a call may are refused as such`() async throws {
    try await withShop { shop in
      // Two bytes each for an empty item that takes dozens of bytes of memory.
      let items = Array(repeating: [0x32, 0x00] as [UInt8], count: 2_000_000 - 1_000).flatMap { $0 }
      await expectRefusal(.resourceExhausted) {
        try await shop.cart.call(TrackingService.name, "RecordConversion", payload: items)
      }
      try await shop.convert(shop.sale("A-1"))
    }
  }
}
