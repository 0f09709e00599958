import Foundation
import NIOCore
import ProtobufC
import TributaryClient

/// A call or an answer as the log holds it: a word for its kind, and its message's encoding in base64.
protocol LogText {
  var logText: String { get }
  init(logText: Substring) throws
}

extension Call: LogText {
  var logText: String {
    switch self {
    case .click(let request): "click " + base64(request)
    case .conversion(let request): "conversion " + base64(request)
    }
  }

  init(logText: Substring) throws {
    switch try kindAndMessage(logText) {
    case ("click", let message): self = .click(try decoded(from: message))
    case ("conversion", let message): self = .conversion(try decoded(from: message))
    default: throw BrokenLog(line: String(logText))
    }
  }
}

extension Answer: LogText {
  var logText: String {
    switch self {
    case .click(let reply): "click " + base64(reply)
    case .conversion(let reply): "conversion " + base64(reply)
    }
  }

  init(logText: Substring) throws {
    switch try kindAndMessage(logText) {
    case ("click", let message): self = .click(try decoded(from: message))
    case ("conversion", let message): self = .conversion(try decoded(from: message))
    default: throw BrokenLog(line: String(logText))
    }
  }
}

private func base64(_ message: some Message) -> String {
  Data(encoded(message).readableBytesView).base64EncodedString()
}

private func kindAndMessage(_ text: Substring) throws -> (kind: Substring, message: ByteBuffer) {
  let parts = text.split(separator: " ")
  guard parts.count == 2, let data = Data(base64Encoded: String(parts[1])) else {
    throw BrokenLog(line: String(text))
  }
  return (parts[0], ByteBuffer(bytes: data))
}
