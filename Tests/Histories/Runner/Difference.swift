import TestValues
import TributaryClient

/// What the server told otherwise than the model.
struct Difference: Error, Sendable {
  /// Which call or check it was: a shrunk history must still show a difference of this kind.
  let kind: String
  /// The event after which it showed, by its position; nil for the end.
  var event: Int?
  let lines: [String]
}

/// What a call gave, or why it was refused.
enum Answer<Reply: Hashable & Sendable>: Hashable, Sendable {
  case reply(Reply)
  case refused(Refusal)

  /// Makes a call to the server.
  ///
  /// - Throws: what no server answers.
  init(_ call: () async throws -> Reply) async throws {
    do {
      self = .reply(try await call())
    } catch let error as TributaryError {
      self = .refused(Refusal(code: error.code, field: error.field))
    }
  }

  /// Asks the model.
  static func ofModel(_ call: () throws -> Reply) throws -> Answer {
    do {
      return .reply(try call())
    } catch let refusal as Refusal {
      return .refused(refusal)
    }
  }

  func mapped(_ change: (Reply) -> Reply) -> Answer {
    switch self {
    case .reply(let reply): .reply(change(reply))
    case .refused: self
    }
  }

  var reply: Reply? {
    if case .reply(let reply) = self { reply } else { nil }
  }

  /// Requires that the server answered as the model does.
  func require(_ model: Answer, _ kind: String) throws(Difference) {
    switch (model, self) {
    case (.reply(let expected), .reply(let actual)):
      guard expected != actual else { return }
      let lines = differences(model: expected, server: actual)
      throw Difference(kind: kind, lines: lines.isEmpty ? ["model \(expected)", "server \(actual)"] : lines)
    case (.refused(let expected), .refused(let actual)):
      // Only these two codes name a field in a way that callers may rely on.
      let isNamed = expected.code == .alreadyExists || expected.code == .invalidArgument
      guard expected.code != actual.code || (isNamed && expected.field != actual.field) else { return }
      throw Difference(kind: kind, lines: ["model refuses: \(expected)", "server refuses: \(actual)"])
    case (.reply(let expected), .refused(let actual)):
      throw Difference(kind: kind, lines: ["model \(readable(expected))", "server refuses: \(actual)"])
    case (.refused(let expected), .reply(let actual)):
      throw Difference(kind: kind, lines: ["model refuses: \(expected)", "server \(readable(actual))"])
    }
  }
}
