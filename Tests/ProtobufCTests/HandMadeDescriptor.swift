import CProtobufC
import CProtos

/// A descriptor of a message that is in no `.proto` file, for what the contract does without. It lives as long as the
/// process, as generated ones do.
final class HandMadeDescriptor: @unchecked Sendable {
  /// Only read after it was made, which is what makes it Sendable.
  let pointer: UnsafeMutablePointer<ProtobufCMessageDescriptor>
  private var fields: [ProtobufCFieldDescriptor] = []
  private var size = MemoryLayout<ProtobufCMessage>.size

  /// Begins a message of that full name; `describe` adds its fields, numbered from 1.
  init(_ name: StaticString, _ describe: (HandMadeDescriptor) -> Void) {
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: ProtobufCMessageDescriptor())
    describe(self)
    let ranges = UnsafeMutablePointer<ProtobufCIntRange>.allocate(capacity: 2)
    ranges.initialize(to: ProtobufCIntRange(start_value: 1, orig_index: 0))
    (ranges + 1).initialize(to: ProtobufCIntRange(start_value: 0, orig_index: UInt32(fields.count)))
    let copy = UnsafeMutablePointer<ProtobufCFieldDescriptor>.allocate(capacity: fields.count)
    copy.initialize(from: fields, count: fields.count)
    pointer.pointee.magic = UInt32(PROTOBUF_C__MESSAGE_DESCRIPTOR_MAGIC)
    pointer.pointee.name = characters(name)
    pointer.pointee.sizeof_message = size
    pointer.pointee.n_fields = UInt32(fields.count)
    pointer.pointee.fields = UnsafePointer(copy)
    pointer.pointee.n_field_ranges = 1
    pointer.pointee.field_ranges = UnsafePointer(ranges)
  }

  /// Adds a field with a place of its own.
  func add(
    _ name: StaticString, _ type: ProtobufCType, _ label: ProtobufCLabel = PROTOBUF_C_LABEL_NONE,
    of descriptor: UnsafeRawPointer? = nil
  ) {
    append(name, type, label, quantifier: room(for: 8), place: room(for: 16), of: descriptor)
  }

  /// Adds the members of a oneof, which share one place.
  func addOneof(_ members: [(name: StaticString, type: ProtobufCType)]) {
    let (quantifier, place) = (room(for: 8), room(for: 16))
    for member in members {
      append(member.name, member.type, PROTOBUF_C_LABEL_NONE, quantifier: quantifier, place: place, of: nil)
      fields[fields.count - 1].flags = UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue)
    }
  }

  private func append(
    _ name: StaticString, _ type: ProtobufCType, _ label: ProtobufCLabel, quantifier: Int, place: Int,
    of descriptor: UnsafeRawPointer?
  ) {
    var field = ProtobufCFieldDescriptor()
    field.name = characters(name)
    field.id = UInt32(fields.count + 1)
    field.label = label
    field.type = type
    field.quantifier_offset = UInt32(quantifier)
    field.offset = UInt32(place)
    field.descriptor = descriptor
    fields.append(field)
  }

  private func room(for byteCount: Int) -> Int {
    defer { size += byteCount }
    return size
  }

  /// A static string's bytes last for ever and end with a zero.
  private func characters(_ text: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
