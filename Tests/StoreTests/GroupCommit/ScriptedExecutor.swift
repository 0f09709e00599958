import Dispatch
import PartnerProgram
import Synchronization

@testable import Store

/// A backend without a database, whose batches end as a test says.
final class ScriptedExecutor: BatchExecutor {
  private struct State {
    var ends: [BatchEnd]
    var tidyings: [String?]
    var batches: [Int] = []
    var closings = 0
  }

  private let state: Mutex<State>
  /// Holds every batch while a test fills the queue.
  private let gate: DispatchSemaphore?

  /// - Parameters:
  ///   - ends: how the first batches end; all later ones are committed.
  ///   - tidyings: what goes wrong after the first batches.
  init(ends: [BatchEnd] = [], tidyings: [String?] = [], gate: DispatchSemaphore? = nil) {
    state = Mutex(State(ends: ends, tidyings: tidyings))
    self.gate = gate
  }

  /// Sizes of the batches so far.
  var batches: [Int] { state.withLock { $0.batches } }
  /// How often it was closed.
  var closings: Int { state.withLock { $0.closings } }

  func execute(_ commands: ArraySlice<Command>, outcomes: inout [Outcome]) -> BatchEnd {
    gate?.wait()
    return state.withLock { state in
      state.batches.append(commands.count)
      let end = state.ends.isEmpty ? .committed : state.ends.removeFirst()
      // A batch that fails half-way leaves outcomes that nobody may see.
      for command in commands.dropLast(end == .committed ? 0 : 1) {
        guard case .revokeAPIKey(let id, _) = command else { continue }
        outcomes.append(.failed(.notFound(id)))
      }
      return end
    }
  }

  func tidy() -> String? {
    state.withLock { $0.tidyings.isEmpty ? nil : $0.tidyings.removeFirst() }
  }

  func close() {
    state.withLock { $0.closings += 1 }
  }

  /// A command that the executor answers with `.notFound` and this name.
  static func command(_ name: Int) -> Command {
    .revokeAPIKey(id: "\(name)", at: Timestamp(microseconds: 0))
  }
}

extension Outcome {
  /// The error of a command that failed.
  var error: StoreError? {
    guard case .failed(let error) = self else { return nil }
    return error
  }
}
