import PartnerProgram
import Synchronization

/// Counts what becomes of commands: for those of a batch with one lock.
final class StoreTally: Sendable {
  private let metrics = Mutex(StoreMetrics())

  /// What was counted so far; the queue's figures are not among it.
  var snapshot: StoreMetrics { metrics.withLock { $0 } }

  /// Counts the commands of a batch.
  ///
  /// - Parameters:
  ///   - outcomes: of each command, in the same order.
  ///   - duration: how long the batch took; nil when the backend did not see it.
  func count(_ commands: ArraySlice<Command>, _ outcomes: [Outcome], took duration: Duration?) {
    // Adding to an array costs far less than to a dictionary, and thousands of these are clicks.
    var kinds = Array(repeating: 0, count: CommandKind.allCases.count)
    var dispositions = Array(repeating: 0, count: Int(UInt8.max) + 1)
    metrics.withLock { metrics in
      for (command, outcome) in zip(commands, outcomes) {
        kinds[CommandKind(command).rawValue] += 1
        if case .click(let click) = outcome {
          if !click.isReplayed { dispositions[Int(click.disposition.rawValue)] += 1 }
        } else {
          metrics.count(outcome)
        }
      }
      for kind in CommandKind.allCases where kinds[kind.rawValue] > 0 {
        metrics.commands[kind, default: 0] += kinds[kind.rawValue]
      }
      for disposition in ClickDisposition.allCases where dispositions[Int(disposition.rawValue)] > 0 {
        metrics.clicks[disposition, default: 0] += dispositions[Int(disposition.rawValue)]
      }
      guard let duration else { return }
      metrics.batchSizes.record(Double(commands.count))
      metrics.commitSeconds.record(duration / .seconds(1))
    }
  }

  /// Counts a command that was not taken.
  func countRefused(_ error: StoreError) {
    metrics.withLock { $0.failures[CommandFailure(error), default: 0] += 1 }
  }
}

extension StoreMetrics {
  fileprivate mutating func count(_ outcome: Outcome) {
    switch outcome {
    case .failed(let error):
      failures[CommandFailure(error), default: 0] += 1
    case .conversion(let conversion), .pixel(.recorded(let conversion)):
      if !conversion.isReplayed, let flag = conversion.receipt.flag { flags[flag.reason, default: 0] += 1 }
    default:
      break
    }
  }
}
