import ArgumentParser
import Foundation
import Synchronization

/// Runs many histories, several at a time.
struct Workers {
  /// After so many histories a database is given up for a new one: each is checked as a whole after every history.
  private static let historiesOfWorld = 25

  let first: UInt64
  let count: Int
  let events: ClosedRange<Int>
  let workers: Int

  private struct State {
    var next = 0
    var statistics = Statistics()
    var failure: (history: History, difference: Difference)?
    var lastReport = ContinuousClock.now
  }

  private final class Shared: Sendable {
    let state = Mutex(State())
  }

  func run() async throws {
    let shared = Shared()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<min(workers, count) { group.addTask { try await work(shared) } }
      try await group.waitForAll()
    }
    let (statistics, failure) = shared.state.withLock { ($0.statistics, $0.failure) }
    if let failure {
      print("seed \(failure.history.seed) differs:\n\(failure.difference.text)\nshrinking …")
      let (history, difference) = try await Shrinker.shrink(failure.history, failure.difference)
      print((history.lines + [difference.text]).joined(separator: "\n"))
      print("Run it again with --one \(history.seed) --events \(events.upperBound)")
      throw ExitCode.failure
    }
    print(statistics.lines.joined(separator: "\n"))
    print("\(statistics.histories) histories, \(statistics.events) events, 0 differences")
  }

  private func work(_ shared: Shared) async throws {
    var world = try await World()
    do {
      while let seed = next(shared) {
        try Task.checkCancellation()
        if world.histories >= Self.historiesOfWorld {
          await world.stop()
          world = try await World()
        }
        let history = Generator.history(seed: seed, events: events)
        var statistics = Statistics()
        do {
          try await Run.run(history, in: world, statistics: &statistics)
        } catch let difference as Difference {
          // Calls that are cancelled differ too.
          try Task.checkCancellation()
          shared.state.withLock { $0.failure = $0.failure ?? (history, difference) }
        }
        shared.state.withLock { $0.statistics.add(statistics) }
        report(shared)
      }
    } catch {
      await world.stop()
      throw error
    }
    await world.stop()
  }

  /// The seed of the next history; nil when all have run or one differed.
  private func next(_ shared: Shared) -> UInt64? {
    shared.state.withLock { state in
      guard state.failure == nil, state.next < count else { return nil }
      defer { state.next += 1 }
      return first &+ UInt64(state.next)
    }
  }

  /// Tells how far it is: on a terminal every few seconds, otherwise after every thousand.
  private func report(_ shared: Shared) {
    let isTerminal = isatty(STDOUT_FILENO) != 0
    shared.state.withLock { state in
      let done = state.statistics.histories
      let isDue =
        isTerminal
        ? ContinuousClock.now - state.lastReport > .seconds(3) : done > 0 && done.isMultiple(of: 1_000)
      guard isDue, done < count else { return }
      state.lastReport = .now
      print("  \(done) of \(count) histories")
    }
  }
}
