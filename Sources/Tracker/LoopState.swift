internal import PartnerProgram
internal import TTRPC

/// What the calls of one event loop share, so that none of it needs a lock or is made anew for a call.
///
/// It is `@unchecked Sendable` because it is handed out across threads once per connection; everything but `replies` is
/// touched on its event loop only.
final class LoopState: @unchecked Sendable {
  /// Where outcomes of this loop's commands come back.
  let replies: ReplyLane

  private var ids = UUIDv7Generator()
  private var random = BufferedRandom()

  init(lane: EventLoopLane, tracker: Tracker) {
    replies = ReplyLane(lane: lane, tokens: tracker.tokens)
  }

  /// A new id of the time `now`.
  func makeID<ID: EventID>(_ type: ID.Type, at now: Timestamp) -> ID {
    ID(rawValue: ids.next(at: now, using: &random))
  }
}
