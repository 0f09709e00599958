/// Comparing strings by their bytes, because `String` takes two spellings of a character for one, and two spellings may
/// name two products or two customers.
extension String {
  /// Whether both have the same bytes of UTF-8.
  func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

  /// Whether this one's bytes of UTF-8 come before the other's.
  func bytesPrecede(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }

  /// Hashes the bytes of UTF-8.
  func hashBytes(into hasher: inout Hasher) {
    hasher.combine(utf8.count)
    for byte in utf8 { hasher.combine(byte) }
  }
}
