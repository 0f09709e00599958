import TributaryClient

/// A connection with the number of calls that are made on it at a time.
struct Connection: Sendable {
  let caller: any Caller
  let callsInFlight: Int
}

/// What sends events.
protocol Caller: Sendable {
  /// Sends a call and waits for the answer.
  func answer(_ call: Call) async throws(TributaryError) -> Answer
  func close() async
}

extension TributaryClient: Caller {
  func answer(_ call: Call) async throws(TributaryError) -> Answer {
    switch call {
    case .click(let request): .click(try await recordClick(request))
    case .conversion(let request): .conversion(try await recordConversion(request))
    }
  }
}
