import ArgumentParser
import Foundation

/// What a test has found so far.
struct Summary {
  /// Differences that are shown of one round.
  private static let shown = 20

  private var rounds = 0
  private var differences = 0

  /// Compares everything at the end of a round, and tells how far the test is.
  ///
  /// - Parameter found: what the round itself has found.
  mutating func endRound(_ round: Int, of count: Int, _ trial: Trial, _ found: [Difference] = []) async throws {
    try endRound(round, of: count, trial.history, found + (try await trial.differences()))
  }

  /// Takes note of all that was found at the end of a round, and tells how far the test is.
  mutating func endRound(_ round: Int, of count: Int, _ history: History, _ found: [Difference]) throws {
    rounds = round
    differences += found.count
    for difference in found.prefix(Self.shown) { print(difference) }
    if found.count > Self.shown { print("and \(found.count - Self.shown) more") }
    print("round \(round) of \(count): \(figures(history))")
    // What differs once differs in every further round.
    if !found.isEmpty { try finish(history) }
  }

  /// Tells the result.
  ///
  /// - Throws: `ExitCode.failure` when anything differs.
  func finish(_ history: History) throws {
    print("\(rounds) rounds, \(figures(history)), \(differences) differences")
    if differences > 0 { throw ExitCode.failure }
  }

  private func figures(_ history: History) -> String {
    "\(history.events.count) events sent, \(history.answers.count) acknowledged, \(history.retried.count) retried"
  }
}
