internal import CProtobufC
internal import ProtobufC

/// Copies a repeated message field.
func copyMessages<Value: Message>(
  _ elements: UnsafeMutablePointer<UnsafeMutablePointer<Value.Raw>?>?, count: Int
) -> [Value] {
  UnsafeBufferPointer(start: elements, count: elements == nil ? 0 : count).compactMap { element in
    element.map { Value(copying: $0) }
  }
}

/// Copies a repeated scalar field.
func copyScalars<Element>(_ elements: UnsafeMutablePointer<Element>?, count: Int) -> [Element] {
  Array(UnsafeBufferPointer(start: elements, count: elements == nil ? 0 : count))
}
