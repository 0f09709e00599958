import Synchronization
import TributaryClient

/// Sends events over many connections, many at a time, and writes into the log what is sent and acknowledged.
struct Senders {
  let connections: [Connection]
  let log: EventLog
  /// Told of each acknowledgement.
  let acknowledged: @Sendable (Answer) -> Void

  /// Sends what `next` gives until that is nil. A sender whose call fails ends: most calls fail because the server is
  /// gone, and then the others end too.
  ///
  /// - Parameter isRepetition: whether the events were sent before.
  /// - Throws: when the log cannot be written.
  func send(isRepetition: Bool, _ next: @escaping @Sendable () -> Event?) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for connection in connections {
        for _ in 0..<connection.callsInFlight {
          group.addTask {
            while let event = next(), try await send(event, over: connection.caller, isRepetition: isRepetition) {}
          }
        }
      }
      try await group.waitForAll()
    }
    try await log.flush()
  }

  /// Sends one event.
  ///
  /// - Returns: whether it was acknowledged.
  private func send(_ event: Event, over caller: any Caller, isRepetition: Bool) async throws -> Bool {
    try await log.write(isRepetition ? .sentAgain(number: event.number) : .sent(event))
    do throws(TributaryError) {
      let answer = try await caller.answer(event.call)
      log.note(.acknowledged(number: event.number, answer))
      acknowledged(answer)
      return true
    } catch {
      log.note(.failed(number: event.number, code: error.code.name, message: error.message))
      return false
    }
  }
}
