/// Names for people, which fall back to the name that machines use.
enum DisplayName {
  /// The name that was sent, or the text of the identifier when none was.
  ///
  /// - Throws: A ``FieldError`` of `name` when it is too long or no text.
  static func resolve(_ name: String, default identifier: some ExactText) throws(FieldError) -> String {
    guard !name.isEmpty else { return identifier.text }
    try TextRule.name.check(name, field: "name")
    return name
  }
}
