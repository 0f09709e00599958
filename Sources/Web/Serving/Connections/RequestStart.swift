/// The first bytes of a request as they arrive: all that is known of one whose head is refused before it is decoded.
///
/// A request that arrives in one piece with the end of the one before it begins unseen. Browsers send none before the
/// answer.
struct RequestStart {
  private static let pixel: StaticString = "GET /pixel.gif?"
  private static let pixelScript: StaticString = "GET /pixel.js?"

  private var bytes = InlineArray<15, UInt8>(repeating: 0)
  private var count = 0

  /// Takes the bytes that arrived next.
  mutating func append(_ arrived: some Sequence<UInt8>) {
    for byte in arrived {
      guard count < bytes.count else { return }
      bytes[count] = byte
      count += 1
    }
  }

  /// Whether it asks for a pixel.
  var isPixel: Bool { begins(with: Self.pixel) }

  /// Whether it asks for the script that loads a pixel of the same query.
  var isPixelScript: Bool { begins(with: Self.pixelScript) }

  private func begins(with prefix: StaticString) -> Bool {
    prefix.withUTF8Buffer { prefix in
      prefix.count <= count && prefix.indices.allSatisfy { bytes[$0] == prefix[$0] }
    }
  }
}
