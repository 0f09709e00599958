internal import CProtobufC

/// The scalar types of proto3 as JSON writes them.
extension JSONScanner {
  /// Takes an integer, as a number or as a text that is one.
  mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws(JSONDecodingError) -> Value {
    let number: JSONInteger
    switch try kind() {
    case .number:
      number = try self.number()
    case .text:
      let text = try text()
      var end = 0
      guard let scanned = JSONInteger(scanning: text, at: &end), end == text.count else { throw notAnInteger }
      number = scanned
    default:
      throw notAnInteger
    }
    if case .fraction = number { throw notAnInteger }
    guard let value = number.exactly(type) else { throw mismatch("must be from \(Value.min) to \(Value.max)") }
    return value
  }

  /// Takes `true` or `false`.
  mutating func truth() throws(JSONDecodingError) -> Bool {
    guard try kind() == .bool else { throw mismatch("must be true or false") }
    return try bool()
  }

  /// Takes a text. Its pointer is only read from.
  mutating func validText() throws(JSONDecodingError) -> ProtobufCBinaryData {
    guard try kind() == .text else { throw mismatch("must be a text") }
    let text = try text()
    if let fault = textFault(in: text) { throw mismatch(fault) }
    let start = text.baseAddress.map { UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: UInt8.self)) }
    return ProtobufCBinaryData(len: text.count, data: start)
  }

  /// Takes the name of an enum's value, or a number, which may be one of a later version.
  mutating func enumNumber(_ descriptor: UnsafePointer<ProtobufCEnumDescriptor>) throws(JSONDecodingError) -> Int32 {
    guard try kind() == .text else { return try integer(Int32.self) }
    let name = try text()
    let names = UnsafeBufferPointer(
      start: descriptor.pointee.values_by_name, count: Int(descriptor.pointee.n_value_names))
    guard let match = names.first(where: { isEqual(name, $0.name) }) else {
      let type = descriptor.pointee.name.map { String(cString: $0) } ?? "the enum"
      throw mismatch("is \"\(shown(name))\", which is not a value of \(type)")
    }
    return Int32(descriptor.pointee.values[Int(match.index)].value)
  }

  private var notAnInteger: JSONDecodingError { mismatch("must be a whole number") }
}

/// An error about the value that is being read.
func mismatch(_ message: String) -> JSONDecodingError {
  JSONDecodingError(reason: .mismatch, message: message)
}
