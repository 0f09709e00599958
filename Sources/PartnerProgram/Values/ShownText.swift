/// Texts from outside as messages show them: nothing in them can drive a terminal or forge a line of a log.
extension String {
  /// The text with everything that does not print as code points, such as `\u{1B}`: control characters, the invisible
  /// ones that turn the direction of writing, separators of lines, and what is no character. Backslashes are doubled,
  /// so that two texts never look the same.
  package var escaped: String { escaped(alsoQuotes: false) }

  /// The escaped text between quotation marks; those inside it are escaped too.
  package var quoted: String { "\"\(escaped(alsoQuotes: true))\"" }

  private func escaped(alsoQuotes: Bool) -> String {
    var shown = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
        shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default:
        if scalar == "\\" || (alsoQuotes && scalar == "\"") { shown += "\\" }
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}

extension ExactText {
  /// The text for messages.
  package var escaped: String { text.escaped }
}
