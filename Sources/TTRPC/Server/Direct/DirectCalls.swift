/// The direct calls of one lane: who waits for an answer, and what the handlers at work hold together.
struct DirectCalls {
  private var waiting: [ObjectIdentifier: DirectCall] = [:]
  private var handlers = 0
  private var requestBytes = 0

  /// Whether no caller waits for an answer.
  var isEmpty: Bool { waiting.isEmpty }

  /// The calls whose callers wait for an answer, in no order.
  var all: [DirectCall] { Array(waiting.values) }

  /// Notes that a caller waits.
  mutating func add(_ call: DirectCall) {
    waiting[ObjectIdentifier(call)] = call
  }

  /// Notes that a caller was answered. Its handler may be at work all the same.
  mutating func remove(_ call: DirectCall) {
    waiting[ObjectIdentifier(call)] = nil
  }

  /// Takes a share of what direct calls are granted for a call whose answer comes later, or tells why there is none. The
  /// share is for the work that the call causes, so it is given back when the handler is done, not when the caller is
  /// told something meanwhile.
  mutating func take(requestBytes bytes: Int, limits: Limits) -> Refusal? {
    guard handlers < limits.directCallsInFlight else { return .tooManyDirectCalls(limit: limits.directCallsInFlight) }
    guard bytes <= limits.directRequestBytesInFlight - requestBytes else {
      return .tooManyDirectRequestBytes(limit: limits.directRequestBytesInFlight)
    }
    handlers += 1
    requestBytes += bytes
    return nil
  }

  /// Gives back what ``take(requestBytes:limits:)`` took.
  mutating func giveBack(requestBytes bytes: Int) {
    handlers -= 1
    requestBytes -= bytes
  }
}
