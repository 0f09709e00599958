/// What the committing thread does to a backend.
package protocol BatchExecutor: AnyObject, Sendable {
  /// Runs commands in one transaction and commits it.
  ///
  /// - Parameter outcomes: gets one outcome for each command when the end is `.committed`; otherwise it is not looked at.
  func execute(_ commands: ArraySlice<Command>, outcomes: inout [Outcome]) -> BatchEnd

  /// Does the housekeeping that nobody waits for, after a batch has been answered.
  ///
  /// - Returns: what went wrong when the backend must not write any more; otherwise nil.
  func tidy() -> String?

  /// Closes the backend. Called once, last.
  func close()
}

/// How a batch ended.
package enum BatchEnd: Equatable, Sendable {
  /// It is durable. Each command has its own outcome.
  case committed
  /// Nothing of it was written; every command failed for this reason. The next batch may do better.
  case refused(StoreError)
  /// It may or may not be durable, which only a restart tells. Nothing may be written any more.
  case unknown(String)
}
