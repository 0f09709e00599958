public import CProtobufC

/// Checks every text of a decoded message, sub-messages included.
///
/// protobuf-c does not validate UTF-8 (it decodes our `string` fields as bytes, see `Protos/generate`), and a text with
/// NUL would be cut by the first C function that meets it. The walk is as deep as the message types nest, which a test
/// holds to be finite.
@usableFromInline
func validateTexts(
  of message: UnsafeRawPointer, _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
) throws(DecodingError) {
  let fields = UnsafeBufferPointer(start: descriptor.pointee.fields, count: Int(descriptor.pointee.n_fields))
  for field in fields {
    switch field.type {
    case PROTOBUF_C_TYPE_BYTES:
      try forEachElement(of: field, in: message, as: ProtobufCBinaryData.self) { text, _ throws(TextFault) in
        try check(text.bytes)
      }
    case PROTOBUF_C_TYPE_MESSAGE:
      guard let raw = field.descriptor else { continue }
      let inner = raw.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
      try forEachElement(of: field, in: message, as: UnsafeRawPointer?.self) { child, _ throws(TextFault) in
        guard let child else { return }
        do throws(DecodingError) {
          try validateTexts(of: child, inner)
        } catch {
          throw TextFault(path: "." + error.field, message: error.message)
        }
      }
    default:
      continue
    }
  }
}

/// What is wrong with a text, and where below the field that is being walked.
private struct TextFault: Error {
  var path = ""
  let message: String
}

private func forEachElement<Element>(
  of field: ProtobufCFieldDescriptor,
  in message: UnsafeRawPointer,
  as type: Element.Type,
  _ body: (Element, Int) throws(TextFault) -> Void
) throws(DecodingError) {
  let location = message + Int(field.offset)
  var index = 0
  do throws(TextFault) {
    guard field.label == PROTOBUF_C_LABEL_REPEATED else {
      try body(location.assumingMemoryBound(to: Element.self).pointee, 0)
      return
    }
    let count = (message + Int(field.quantifier_offset)).assumingMemoryBound(to: Int.self).pointee
    guard count > 0, let elements = location.assumingMemoryBound(to: UnsafePointer<Element>?.self).pointee else {
      return
    }
    while index < count {
      try body(elements[index], index)
      index += 1
    }
  } catch {
    let name = field.name.map { String(cString: $0) } ?? "?"
    let position = field.label == PROTOBUF_C_LABEL_REPEATED ? "[\(index)]" : ""
    throw DecodingError(reason: .invalidText, field: name + position + error.path, message: error.message)
  }
}

private func check(_ bytes: UnsafeRawBufferPointer) throws(TextFault) {
  if let fault = textFault(in: bytes) { throw TextFault(message: fault) }
}

/// What is wrong with a text, which must be UTF-8 without NUL. Nil when nothing is.
func textFault(in bytes: UnsafeRawBufferPointer) -> String? {
  guard bytes.count > 0 else { return nil }
  let span = Span<UInt8>(_unsafeBytes: bytes)
  do {
    _ = try UTF8Span(validating: span)
  } catch {
    return "is not valid UTF-8"
  }
  return bytes.contains(0) ? "contains a NUL character" : nil
}
