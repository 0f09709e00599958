/// Emphasis by ANSI colours (ECMA-48 SGR), or none.
package struct Style: Sendable {
  /// Whether emphasis is written at all.
  let isEnabled: Bool

  /// No emphasis.
  package static let plain = Style(isEnabled: false)

  init(isEnabled: Bool) {
    self.isEnabled = isEnabled
  }

  /// Emphasis on a terminal, unless the person asked for none: `NO_COLOR` is set and not empty (no-color.org), or the
  /// terminal cannot.
  init(isTerminal: Bool, environment: [String: String]) {
    let noColor = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    self.init(isEnabled: isTerminal && !noColor && environment["TERM"] != "dumb")
  }

  /// Headings and totals.
  func strong(_ text: String) -> String { wrap(text, "1") }

  /// Rules, remarks and values that are absent.
  func faint(_ text: String) -> String { wrap(text, "2") }

  /// What went well or won.
  func success(_ text: String) -> String { wrap(text, "32") }

  /// Errors.
  func failure(_ text: String) -> String { wrap(text, "1;31") }

  private func wrap(_ text: String, _ code: String) -> String {
    isEnabled && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
