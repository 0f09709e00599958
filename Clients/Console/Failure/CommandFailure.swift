/// Why a command did not do what it was asked for, ready to be shown.
package struct CommandFailure: Error, Equatable, Sendable {
  /// The exit status of the process.
  package let status: ExitStatus
  /// What went wrong.
  package let message: String
  /// What to do about it. Nil when the message says it all.
  package let hint: String?

  /// Makes a failure.
  package init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
    self.status = status
    self.message = message
    self.hint = hint
  }

  /// The lines for standard error, with text from outside made safe for a terminal.
  func lines(style: Style) -> String {
    var lines = style.failure("tributary: error:") + " " + visibleText(message) + "\n"
    if let hint { lines += style.faint("  hint: " + visibleText(hint)) + "\n" }
    return lines
  }
}
