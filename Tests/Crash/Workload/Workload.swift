import Synchronization
import TestValues
import TributaryClient

/// The events that the load program sends, in the order in which senders take them.
///
/// Calls of several hundred stories are mixed, so that those of one story come in any order and often at the same time: a
/// refund before its sale, a sale before the click that it names, the same order twice at once.
final class Workload: Sendable {
  /// Calls that are mixed.
  private static let mixed = 400

  private struct State {
    var storyteller: Storyteller
    var calls: [Call] = []
    var numbers = 0
    /// The signed tokens of clicks that were acknowledged.
    var tokens: [String: String] = [:]
  }

  private let state: Mutex<State>
  private let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - seed: what the events follow from.
  ///   - now: when events happen, in microseconds since 1970 UTC.
  init(seed: UInt64, now: @escaping @Sendable () -> Int64) {
    state = Mutex(State(storyteller: Storyteller(seed: seed)))
    self.now = now
  }

  /// The next event.
  func next() -> Event {
    state.withLock { state in
      while state.calls.count < Self.mixed { state.calls += state.storyteller.story(now: now()) }
      let last = state.calls.count - 1
      state.calls.swapAt(Int.random(in: 0...last, using: &state.storyteller.random), last)
      var call = state.calls.removeLast()
      if case .conversion(var request) = call, let token = state.tokens[request.evidence?.clickId ?? ""] {
        // As a cart that keeps the token from the landing page's address.
        request.evidence?.clickToken = token
        request.evidence?.clickId = ""
        call = .conversion(request)
      }
      state.numbers += 1
      return Event(number: state.numbers, call: call)
    }
  }

  /// Takes note of a click's token, for the conversions that bring it.
  func learn(from answer: Answer) {
    guard case .click(let reply) = answer else { return }
    state.withLock { $0.tokens[reply.clickId] = reply.clickToken }
  }
}
