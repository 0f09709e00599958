import PartnerProgram
import Testing

/// Calls a closure with the UTF-8 bytes of a text.
func withBytes<Value>(of text: String, _ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
  try Array(text.utf8).withUnsafeBytes(body)
}

/// The error that making a value throws, or nil when it throws none.
func fieldError(_ body: () throws(FieldError) -> Void) -> FieldError? {
  do {
    try body()
    return nil
  } catch {
    return error
  }
}
