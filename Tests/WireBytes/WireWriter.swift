/// How a field's value is laid out, as the low three bits of its tag say (protobuf's encoding guide, "Message
/// Structure").
public enum WireType: UInt64, Sendable, CaseIterable {
  /// A variable-length integer.
  case varint = 0
  /// Eight bytes.
  case fixed64 = 1
  /// A length and so many bytes.
  case lengthDelimited = 2
  /// Beginning of a group, which proto3 does not have.
  case startGroup = 3
  /// End of a group.
  case endGroup = 4
  /// Four bytes.
  case fixed32 = 5
}

/// Writes protobuf's wire format without knowing any message, so that a test can write what no encoder would.
public struct WireWriter: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []

  /// Makes a writer that has written nothing.
  public init() {}

  /// Appends bytes as they are.
  public mutating func raw(_ bytes: some Sequence<UInt8>) {
    self.bytes.append(contentsOf: bytes)
  }

  /// Appends an integer, seven bits a byte, in the shortest form.
  public mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Appends the tag of a field.
  public mutating func tag(_ field: UInt64, _ type: WireType) {
    varint(field << 3 | type.rawValue)
  }

  /// Appends an integer field. A negative number takes ten bytes, as int32, int64 and enums do.
  public mutating func integer(_ field: UInt64, _ value: Int64) {
    tag(field, .varint)
    varint(UInt64(bitPattern: value))
  }

  /// Appends a text, bytes or message field.
  public mutating func delimited(_ field: UInt64, _ content: some Collection<UInt8>) {
    tag(field, .lengthDelimited)
    varint(UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  /// Appends a text field.
  public mutating func text(_ field: UInt64, _ text: String) {
    delimited(field, text.utf8)
  }

  /// Appends a message field whose content `body` writes.
  public mutating func message(_ field: UInt64, _ body: (inout WireWriter) -> Void) {
    delimited(field, wireBytes(body))
  }
}

/// The bytes that `body` writes.
public func wireBytes(_ body: (inout WireWriter) -> Void) -> [UInt8] {
  var writer = WireWriter()
  body(&writer)
  return writer.bytes
}
