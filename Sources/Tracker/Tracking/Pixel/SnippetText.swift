/// How texts of ours are written into other languages so that they mean themselves there.
enum SnippetText {
  /// A text between the quotation marks of an attribute in HTML.
  static func html(_ text: String) -> String {
    escaped(text, ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;"])
  }

  /// A text between single quotation marks in PHP, where only these two characters are special.
  static func php(_ text: String) -> String {
    escaped(text, ["\\": "\\\\", "'": "\\'"])
  }

  /// A text between double quotation marks in Python.
  static func python(_ text: String) -> String {
    escaped(text, ["\\": "\\\\", "\"": "\\\"", "\n": "\\n", "\r": "\\r"])
  }

  /// A text between double quotation marks in JavaScript.
  static func javaScript(_ text: String) -> String {
    escaped(
      text,
      [
        "\\": "\\\\", "\"": "\\\"", "\n": "\\n", "\r": "\\r", "<": "\\u003C", "\u{2028}": "\\u2028",
        "\u{2029}": "\\u2029",
      ])
  }

  /// Scalars and not characters are replaced, because a combining mark would hide the character before it.
  private static func escaped(_ text: String, _ replacements: [Unicode.Scalar: String]) -> String {
    var written = ""
    for scalar in text.unicodeScalars {
      if let replacement = replacements[scalar] {
        written += replacement
      } else {
        written.unicodeScalars.append(scalar)
      }
    }
    return written
  }
}
