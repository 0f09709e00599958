/// Texts of browsers, which nobody could send again: they are cut rather than refused.
extension TextRule {
  /// How many bytes at the beginning are kept of a text: the most that are well-formed UTF-8 without NUL, end with a whole
  /// character, and are not more than the rule allows. The rule's alphabet is not looked at.
  public func prefixCount(of bytes: UnsafeRawBufferPointer) -> Int {
    UTF8Check.textPrefixCount(of: UnsafeRawBufferPointer(rebasing: bytes.prefix(maximumBytes)))
  }

  /// The bytes at the beginning that ``prefixCount(of:)`` counts, as a text.
  public func prefix(of bytes: some Collection<UInt8>) -> String {
    let beginning = Array(bytes.prefix(maximumBytes))
    return beginning.withUnsafeBytes { String(decoding: $0.prefix(prefixCount(of: $0)), as: UTF8.self) }
  }
}
