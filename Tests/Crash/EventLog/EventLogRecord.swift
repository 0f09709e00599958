import TributaryClient

/// One line of the log.
enum EventLogRecord: Sendable {
  /// The event is about to be sent for the first time.
  case sent(Event)
  /// The event is about to be sent once more.
  case sentAgain(number: Int)
  /// The server acknowledged the event.
  case acknowledged(number: Int, Answer)
  /// The call failed, so that nobody knows whether the event was recorded.
  case failed(number: Int, code: String, message: String)

  var line: String {
    switch self {
    case .sent(let event): "sent \(event.number) \(event.call.logText)"
    case .sentAgain(let number): "again \(number)"
    case .acknowledged(let number, let answer): "acknowledged \(number) \(answer.logText)"
    case .failed(let number, let code, let message):
      "failed \(number) \(code) \(message.replacing("\n", with: " "))"
    }
  }

  init(line: Substring) throws {
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count >= 2, let number = Int(parts[1]) else { throw BrokenLog(line: String(line)) }
    let rest = parts.count > 2 ? parts[2] : ""
    switch parts[0] {
    case "sent": self = .sent(Event(number: number, call: try Call(logText: rest)))
    case "again": self = .sentAgain(number: number)
    case "acknowledged": self = .acknowledged(number: number, try Answer(logText: rest))
    case "failed":
      let words = rest.split(separator: " ", maxSplits: 1)
      self = .failed(
        number: number, code: String(words.first ?? ""), message: String(words.dropFirst().first ?? ""))
    default: throw BrokenLog(line: String(line))
    }
  }
}

/// A line that no load program writes.
struct BrokenLog: Error, CustomStringConvertible {
  let line: String

  var description: String { "the log holds a line that is none of its own: \(line.prefix(200))" }
}
