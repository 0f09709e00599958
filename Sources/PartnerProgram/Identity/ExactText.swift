/// A text whose bytes are its identity: no two spellings of a character are ever taken for one, as `String` would.
public protocol ExactText: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// How long it may be and which bytes it may hold.
  static var rule: TextRule { get }
  /// The name of its field in the public contract, for errors.
  static var field: String { get }
  /// Its bytes of UTF-8, which obey the rule.
  var bytes: [UInt8] { get }
  /// Takes bytes that are known to obey the rule.
  init(checked bytes: [UInt8])
}

extension ExactText {
  /// Makes a text of UTF-8 bytes.
  ///
  /// - Throws: A ``FieldError`` of `field` that says which rule is broken.
  public init(utf8: UnsafeRawBufferPointer, field: String = Self.field) throws(FieldError) {
    try Self.rule.check(utf8, field: field)
    self.init(checked: Array(utf8))
  }

  /// Makes a text of a string, without normalising it.
  ///
  /// - Throws: A ``FieldError`` of `field` that says which rule is broken.
  public init(_ text: String, field: String = Self.field) throws(FieldError) {
    try Self.rule.check(text, field: field)
    self.init(checked: Array(text.utf8))
  }

  /// The text as a string, for showing. Comparing strings is not comparing texts.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The text as a string, for showing.
  public var description: String { text }

  /// Whether the left text's bytes come before the right one's.
  public static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
