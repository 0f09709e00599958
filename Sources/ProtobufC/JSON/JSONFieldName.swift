internal import CProtobufC

extension UnsafePointer<ProtobufCMessageDescriptor> {
  /// All fields, in the order of their numbers.
  var fields: UnsafeBufferPointer<ProtobufCFieldDescriptor> {
    UnsafeBufferPointer(start: pointee.fields, count: Int(pointee.n_fields))
  }

  /// Index in ``fields`` of the field that JSON calls `name`: its name in the `.proto` file or that in lowerCamelCase.
  func fieldIndex(named name: UnsafeRawBufferPointer) -> Int? {
    fields.firstIndex { isEqual(name, $0.name) || isLowerCamelCase(name, of: $0.name) }
  }
}

/// Calls `body` with each character of a field's name in lowerCamelCase, as protoc derives `json_name`: an underscore is
/// left out and the letter behind it is a capital. protobuf-c's descriptors hold only the name itself.
///
/// - Returns: false when `body` did so, which ends it.
@discardableResult
func forEachLowerCamelCaseByte(of name: UnsafePointer<CChar>, _ body: (UInt8) -> Bool) -> Bool {
  var next = name
  var isCapital = false
  while next.pointee != 0 {
    let byte = UInt8(bitPattern: next.pointee)
    next += 1
    if byte == UInt8(ascii: "_") {
      isCapital = true
      continue
    }
    let isLowercase = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    guard body(isCapital && isLowercase ? byte - 0x20 : byte) else { return false }
    isCapital = false
  }
  return true
}

/// Whether `bytes` are the characters of the C string `text`, which may be null.
func isEqual(_ bytes: UnsafeRawBufferPointer, _ text: UnsafePointer<CChar>?) -> Bool {
  guard var next = text else { return false }
  for byte in bytes {
    guard byte != 0, UInt8(bitPattern: next.pointee) == byte else { return false }
    next += 1
  }
  return next.pointee == 0
}

private func isLowerCamelCase(_ bytes: UnsafeRawBufferPointer, of name: UnsafePointer<CChar>?) -> Bool {
  guard let name else { return false }
  var matched = 0
  let isWhole = forEachLowerCamelCaseByte(of: name) { byte in
    guard matched < bytes.count, bytes[matched] == byte else { return false }
    matched += 1
    return true
  }
  return isWhole && matched == bytes.count
}

/// Most bytes of a name from outside that an error repeats.
private let longestShownName = 64

/// A name from outside for an error's text: the beginning of it, with everything but printable ASCII escaped.
func shown(_ name: UnsafeRawBufferPointer) -> String {
  let text = String(decoding: UnsafeRawBufferPointer(rebasing: name.prefix(longestShownName)), as: UTF8.self)
  return text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined() + (name.count > longestShownName ? "…" : "")
}
