import ProtobufC
import Testing
import TributaryProtocol

/// A JSON document and what must come of it.
struct JSONCase: Sendable, CustomTestStringConvertible {
  /// What must come of it.
  enum Outcome: Sendable {
    /// It is the message of this encoding.
    case reads([UInt8])
    /// It is refused for this reason, at this field.
    case refused(JSONDecodingError.Reason, String)
  }

  let name: String
  let type: MessageType
  let document: [UInt8]
  let outcome: Outcome
  /// Why Google's implementation for Python judges otherwise. Nil when it agrees.
  let difference: String?

  private init(_ name: String, _ type: MessageType, _ document: [UInt8], _ outcome: Outcome, _ difference: String?) {
    self.name = name
    self.type = type
    self.document = document
    self.outcome = outcome
    self.difference = difference
  }

  /// A RecordConversionRequest.
  static func reads(
    _ name: String, _ document: String, _ message: RecordConversionRequest, unlikePython difference: String? = nil
  ) -> Self {
    Self(name, .conversion, Array(document.utf8), .reads(bytes(of: message)), difference)
  }

  /// A GetPartnerReportRequest, which has a repeated enum and an int32.
  static func reads(
    _ name: String, _ document: String, _ message: GetPartnerReportRequest, unlikePython difference: String? = nil
  ) -> Self {
    Self(name, .report, Array(document.utf8), .reads(bytes(of: message)), difference)
  }

  static func malformed(
    _ name: String, _ document: String, at field: String = "", unlikePython difference: String? = nil
  ) -> Self {
    malformed(name, bytes: Array(document.utf8), at: field, unlikePython: difference)
  }

  static func malformed(
    _ name: String, bytes: [UInt8], at field: String = "", unlikePython difference: String? = nil
  ) -> Self {
    Self(name, .conversion, bytes, .refused(.malformed, field), difference)
  }

  static func mismatch(
    _ name: String, _ document: String, at field: String = "", of type: MessageType = .conversion,
    unlikePython difference: String? = nil
  ) -> Self {
    Self(name, type, Array(document.utf8), .refused(.mismatch, field), difference)
  }

  var testDescription: String { name }
}

extension MessageType {
  static let conversion = Self(RecordConversionRequest.self)
  static let conversionReply = Self(RecordConversionResponse.self)
  static let report = Self(GetPartnerReportRequest.self)
}

/// The encoding of a message of the corpus, which is small.
private func bytes(of message: some Message) -> [UInt8] {
  do {
    return try encoded(message)
  } catch {
    preconditionFailure("a message of the corpus fits the arena: \(error)")
  }
}
