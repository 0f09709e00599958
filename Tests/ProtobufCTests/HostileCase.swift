import ProtobufC
import Testing
import TributaryProtocol

/// An input that no well-meaning encoder writes, and what must come of it.
struct HostileCase: Sendable, CustomTestStringConvertible {
  /// What must come of it.
  enum Outcome: Equatable, Sendable {
    /// It is the message after all, equal to this one.
    case decodes(RecordConversionRequest)
    /// The decoder may take it or not, as implementations differ: it must only not trap.
    case decodesOrThrows
    /// It is refused for this reason.
    case throwsError(ProtobufC.DecodingError.Reason)
  }

  let name: String
  let bytes: [UInt8]
  let outcome: Outcome

  init(_ name: String, _ bytes: [UInt8], _ outcome: Outcome) {
    self.name = name
    self.bytes = bytes
    self.outcome = outcome
  }

  var testDescription: String { name }
}
