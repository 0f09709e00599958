import TestValues

/// Makes a history that shows a difference as short as can be.
enum Shrinker {
  /// Runs that shrinking takes at most.
  private static let maximumRuns = 2_000

  /// The first difference that a history shows in a world of its own; nil when it shows none.
  static func difference(of history: History, statistics: inout Statistics) async throws -> Difference? {
    let world = try await World()
    do {
      try await Run.run(history, in: world, statistics: &statistics)
    } catch let difference as Difference {
      await world.stop()
      return difference
    } catch {
      await world.stop()
      throw error
    }
    await world.stop()
    return nil
  }

  /// Drops events, many at once at first and then one by one, while a difference of the same kind stays.
  static func shrink(_ history: History, _ difference: Difference) async throws -> (History, Difference) {
    var best = (history, difference)
    var runs = 0
    var size = max(1, history.events.count / 2)
    var unused = Statistics()
    while true {
      var isSmaller = false
      var start = 0
      while start < best.0.events.count, runs < maximumRuns {
        var candidate = best.0
        candidate.events.removeSubrange(start..<min(start + size, candidate.events.count))
        runs += 1
        if let found = try await self.difference(of: candidate, statistics: &unused), found.kind == difference.kind {
          best = (candidate, found)
          isSmaller = true
        } else {
          start += size
        }
      }
      if runs >= maximumRuns || (size == 1 && !isSmaller) { return best }
      size = max(1, size / 2)
    }
  }
}

extension History {
  /// The history for people.
  var lines: [String] {
    ["seed \(seed), from \(start) µs", "  \(readable(program))"] + partners.map { "  \(readable($0))" }
      + events.enumerated().map { "  \($0.offset): \(readable($0.element))" }
  }
}

extension Difference {
  /// The difference for people.
  var text: String {
    let place = event.map { "after event \($0)" } ?? "at the end"
    return (["DIFFERENCE \(place): \(kind)"] + lines.map { "  \($0)" }).joined(separator: "\n")
  }
}
