/// Why a command did not do what it was asked for, ready to be shown.
package struct CommandFailure: Error, Equatable, Sendable {
  /// The exit status of the process.
  package let status: ExitStatus
  /// What went wrong.
  package let message: String
  /// What to do about it. Nil when the message says it all.
  package let hint: String?

  /// Whether it is told by the exit status alone.
  private let isSilent: Bool

  /// Makes a failure.
  package init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
    self.init(status, message, hint: hint, isSilent: false)
  }

  private init(_ status: ExitStatus, _ message: String, hint: String?, isSilent: Bool) {
    self.status = status
    self.message = message
    self.hint = hint
    self.isSilent = isSilent
  }

  /// Whoever read the results has read enough, and needs no words about it.
  package static let readerIsGone = CommandFailure(
    .outputFailed, "whoever read the output is gone", hint: nil, isSilent: true)

  /// The lines for standard error, with text from outside made safe for a terminal. None for a silent failure.
  func lines(style: Style) -> String {
    guard !isSilent else { return "" }
    var lines = style.failure("tributary: error:") + " " + visibleText(message) + "\n"
    if let hint { lines += style.faint("  hint: " + visibleText(hint)) + "\n" }
    return lines
  }
}
