/// How long a text may be and which bytes it may hold.
///
/// Checking allocates nothing, so that it can be done for every call before anything is copied.
public struct TextRule: Sendable {
  /// Which bytes a text may hold.
  public enum Alphabet: Sendable {
    /// Any UTF-8 but the NUL character.
    case anyText
    /// `a`-`z`, `0`-`9` and `-`, with no `-` at either end.
    case slug
    /// `A`-`Z`, `a`-`z`, `0`-`9`, `.`, `_` and `-`.
    case code
    /// What an IANA time zone name is made of: letters, digits, `/`, `_`, `+` and `-`.
    case timeZoneName
  }

  /// Whether no text at all is allowed.
  public let mayBeEmpty: Bool
  /// The greatest length in bytes.
  public let maximumBytes: Int
  /// Which bytes are allowed.
  public let alphabet: Alphabet

  /// Makes a rule from its limits.
  public init(mayBeEmpty: Bool = false, maximumBytes: Int, alphabet: Alphabet = .anyText) {
    self.mayBeEmpty = mayBeEmpty
    self.maximumBytes = maximumBytes
    self.alphabet = alphabet
  }

  /// Whether the UTF-8 bytes of a text obey this rule.
  ///
  /// - Throws: A ``FieldError`` of `field` that says which part of the rule is broken.
  public func check(_ utf8: UnsafeRawBufferPointer, field: String) throws(FieldError) {
    guard mayBeEmpty || !utf8.isEmpty else {
      throw FieldError(field: field, message: "must not be empty")
    }
    guard utf8.count <= maximumBytes else {
      throw FieldError(field: field, message: "must be at most \(maximumBytes) bytes long, not \(utf8.count)")
    }
    if let problem = alphabet.problem(in: utf8) {
      throw FieldError(field: field, message: problem)
    }
  }

  /// Whether a text obeys this rule.
  ///
  /// - Throws: A ``FieldError`` of `field` that says which part of the rule is broken.
  public func check(_ text: String, field: String) throws(FieldError) {
    var text = text
    let result: Result<Void, FieldError> = text.withUTF8 { bytes in
      Result { () throws(FieldError) in try check(UnsafeRawBufferPointer(bytes), field: field) }
    }
    try result.get()
  }
}

extension TextRule.Alphabet {
  /// What is wrong with the bytes, or nil when all of them are allowed.
  func problem(in utf8: UnsafeRawBufferPointer) -> String? {
    switch self {
    case .anyText:
      return UTF8Check.isTextWithoutNUL(utf8) ? nil : "must be valid UTF-8 without NUL"
    case .slug:
      guard utf8.allSatisfy({ ASCII.isLowercase($0) || ASCII.isDigit($0) || $0 == ASCII.hyphen }) else {
        return #"must be made of a-z, 0-9 and "-" only"#
      }
      return utf8.first == ASCII.hyphen || utf8.last == ASCII.hyphen ? #"must not begin or end with "-""# : nil
    case .code:
      let isAllowed = utf8.allSatisfy { ASCII.isAlphanumeric($0) || $0 == ASCII.hyphen || $0 == 0x2E || $0 == 0x5F }
      return isAllowed ? nil : #"must be made of A-Z, a-z, 0-9, ".", "_" and "-" only"#
    case .timeZoneName:
      let isAllowed = utf8.allSatisfy {
        ASCII.isAlphanumeric($0) || $0 == ASCII.hyphen || $0 == 0x2B || $0 == 0x2F || $0 == 0x5F
      }
      return isAllowed ? nil : #"must be an IANA time zone name such as "Europe/Berlin""#
    }
  }
}
