public import CProtobufC

/// A random message of `descriptor`'s type in the form that encoders agree on: fields in the order of their numbers,
/// zeros left out, repeated enums packed, every integer as short as it can be. Decoding and encoding it again must
/// give the same bytes.
public func randomEncoding(
  of descriptor: UnsafePointer<ProtobufCMessageDescriptor>, using generator: inout some RandomNumberGenerator
) -> [UInt8] {
  var writer = WireWriter()
  for field in fieldShapes(of: descriptor) {
    if field.isRepeated {
      writeRepeated(field, to: &writer, using: &generator)
    } else if Int.random(in: 0..<4, using: &generator) > 0 {
      writeSingular(field, to: &writer, using: &generator)
    }
  }
  return writer.bytes
}

private func writeSingular(
  _ field: FieldShape, to writer: inout WireWriter, using generator: inout some RandomNumberGenerator
) {
  switch field.kind {
  case .int32, .enumeration:
    writer.integer(field.number, Int64(nonZeroInteger(Int32.self, using: &generator)))
  case .int64:
    writer.integer(field.number, nonZeroInteger(Int64.self, using: &generator))
  case .bool:
    writer.integer(field.number, 1)
  case .text:
    writer.text(field.number, randomText(1...40, using: &generator))
  case .message(let inner):
    writer.delimited(field.number, randomEncoding(of: inner, using: &generator))
  case .unsupported(let type):
    preconditionFailure("\(field.name): random values of \(type) are not written yet")
  }
}

private func writeRepeated(
  _ field: FieldShape, to writer: inout WireWriter, using generator: inout some RandomNumberGenerator
) {
  let count = Int.random(in: 0...3, using: &generator)
  switch field.kind {
  case .message, .text:
    for _ in 0..<count { writeSingular(field, to: &writer, using: &generator) }
  case .enumeration where count > 0:
    let packed = wireBytes { packed in
      for _ in 0..<count {
        packed.varint(UInt64(bitPattern: Int64(Int32.random(in: 0...300, using: &generator))))
      }
    }
    writer.delimited(field.number, packed)
  case .enumeration:
    break
  case .int32, .int64, .bool, .unsupported:
    preconditionFailure("\(field.name): repeated fields of this type are not written yet")
  }
}

/// Small, large, negative and extreme numbers, each often enough to be met.
private func nonZeroInteger<Value: FixedWidthInteger & SignedInteger>(
  _ type: Value.Type, using generator: inout some RandomNumberGenerator
) -> Value {
  let candidates: [Value] = [
    .min, .max, -1, 1, 127, 128, .random(in: 1...100, using: &generator), .random(in: .min...(-1), using: &generator),
  ]
  return candidates.randomElement(using: &generator) ?? 1
}

/// A text without NUL of characters that take one to four bytes.
public func randomText(
  _ length: ClosedRange<Int>, using generator: inout some RandomNumberGenerator
) -> String {
  let ranges: [ClosedRange<UInt32>] = [1...0x7F, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF]
  var text = String.UnicodeScalarView()
  for _ in 0..<Int.random(in: length, using: &generator) {
    let range = ranges[Int.random(in: 0..<ranges.count, using: &generator)]
    if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) { text.append(scalar) }
  }
  return String(text)
}
