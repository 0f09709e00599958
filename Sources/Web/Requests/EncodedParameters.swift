/// The parameters of a query, or of a form's body in the same encoding (`application/x-www-form-urlencoded`), in their
/// order. Nothing is decoded before it is asked for.
struct EncodedParameters: Sequence {
  /// One parameter.
  struct Parameter {
    /// What stands before its first "=", decoded.
    let name: [UInt8]
    private let encodedValue: ArraySlice<UInt8>

    fileprivate init(_ bytes: ArraySlice<UInt8>) {
      let mark = bytes.firstIndex(of: UInt8(ascii: "=")) ?? bytes.endIndex
      name = PercentDecoding.decode(bytes[..<mark])
      encodedValue = bytes[mark...].dropFirst()
    }

    /// What stands behind it, decoded: any bytes, also those of no text.
    var value: [UInt8] { PercentDecoding.decode(encodedValue) }
  }

  /// Goes through the parameters, leaving out empty ones such as in "a=1&&b=2".
  struct Iterator: IteratorProtocol {
    fileprivate var rest: ArraySlice<UInt8>

    mutating func next() -> Parameter? {
      while !rest.isEmpty {
        let end = rest.firstIndex(of: UInt8(ascii: "&")) ?? rest.endIndex
        let bytes = rest[..<end]
        rest = rest[end...].dropFirst()
        if !bytes.isEmpty { return Parameter(bytes) }
      }
      return nil
    }
  }

  /// The bytes as they were sent.
  let bytes: ArraySlice<UInt8>

  /// Takes the bytes of a query without its "?", or of a body.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// Takes the query of a request's target, such as "/t?p=anna".
  init(target: String?) {
    let bytes = Array((target ?? "").utf8)
    let end = bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.endIndex
    let front = bytes[..<end]
    let mark = front.firstIndex(of: UInt8(ascii: "?")) ?? front.endIndex
    self.bytes = front[mark...].dropFirst()
  }

  func makeIterator() -> Iterator { Iterator(rest: bytes) }
}

extension [UInt8] {
  /// Whether the bytes are those of an ASCII text.
  func isText(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { elementsEqual($0) }
  }
}
