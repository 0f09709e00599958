import TestValues

/// Something that is not as it must be.
struct Difference: Sendable, CustomStringConvertible {
  /// What it is about.
  let subject: String
  /// What was sent, acknowledged and stored.
  let lines: [String]

  init(_ subject: String, _ lines: [String]) {
    self.subject = subject
    self.lines = lines
  }

  var description: String { (["DIFFERENCE \(subject)"] + lines.map { "  \($0)" }).joined(separator: "\n") }
}

/// A call for people.
func readableCall(_ call: Call) -> String {
  switch call {
  case .click(let request): readable(request)
  case .conversion(let request): readable(request)
  }
}

/// An answer for people.
func readableAnswer(_ answer: Answer) -> String {
  switch answer {
  case .click(let reply): readable(reply)
  case .conversion(let reply): readable(reply)
  }
}
