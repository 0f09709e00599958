import UnixSignals

/// Runs `body`, and cancels it when SIGINT or SIGTERM asks the program to end, so that it can end its servers and remove
/// its files.
///
/// - Throws: What `body` throws, or ``Interrupted``.
public func untilInterrupted<Result: Sendable>(
  _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
  return try await withThrowingTaskGroup(of: Result?.self) { group in
    group.addTask { try await body() }
    group.addTask {
      for await signal in signals { throw Interrupted(signal: signal) }
      return nil
    }
    defer { group.cancelAll() }
    guard let ended = try await group.next(), let result = ended else { throw CancellationError() }
    return result
  }
}

/// A signal asked the program to end.
public struct Interrupted: Error, CustomStringConvertible {
  let signal: UnixSignal

  /// Which one.
  public var description: String { "ended by \(signal)" }
}
