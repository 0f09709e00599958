internal import PartnerProgram
internal import Synchronization

/// Makes the ids of what browsers bring: their requests run on any thread, so it has a lock where ``LoopState`` needs none.
final class BrowserIDs: Sendable {
  private struct State {
    var ids = UUIDv7Generator()
    var random = BufferedRandom()
  }

  private let state = Mutex(State())

  /// A new id of the time `now`.
  func makeID<ID: EventID>(_ type: ID.Type, at now: Timestamp) -> ID {
    state.withLock { ID(rawValue: $0.ids.next(at: now, using: &$0.random)) }
  }
}
