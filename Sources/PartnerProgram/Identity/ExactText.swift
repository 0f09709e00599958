/// A text whose bytes are its identity: no two spellings of a character are ever taken for one, as `String` would.
public protocol ExactText: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// How long it may be and which bytes it may hold.
  static var rule: TextRule { get }
  /// The name of its field in the public contract, for errors.
  static var field: String { get }
  /// Its bytes of UTF-8, which obey the rule.
  var bytes: [UInt8] { get }
  /// Takes bytes that are known to obey the rule and to be canonical.
  init(checked bytes: [UInt8])
  /// The one spelling of a text that is kept, where callers may use several; by default the text as it is.
  static func canonical(_ bytes: [UInt8]) -> [UInt8]
}

extension ExactText {
  /// The text as it is.
  public static func canonical(_ bytes: [UInt8]) -> [UInt8] { bytes }

  /// Makes a text of UTF-8 bytes.
  ///
  /// - Throws: A ``FieldError`` of `field` that says which rule is broken.
  public init(utf8: UnsafeRawBufferPointer, field: String = Self.field) throws(FieldError) {
    try Self.rule.check(utf8, field: field)
    self.init(checked: Self.canonical(Array(utf8)))
  }

  /// Makes a text of a string, without normalising its characters.
  ///
  /// - Throws: A ``FieldError`` of `field` that says which rule is broken.
  public init(_ text: String, field: String = Self.field) throws(FieldError) {
    try Self.rule.check(text, field: field)
    self.init(checked: Self.canonical(Array(text.utf8)))
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
