public import PartnerProgram

/// Why the store did not do what it was asked to.
///
/// Unless it is `.outcomeUnknown`, nothing of the command was written.
public enum StoreError: Error, Equatable, Sendable {
  /// The queue of commands is at its limit, or another process holds a lock of the database. The same command may be sent again a little later.
  case overloaded
  /// The disk, or the largest size allowed to the database, is full. Writing resumes by itself when there is room.
  case full(String)
  /// The store takes no more commands: it was shut down, or a commit before ended in an unknown way.
  case stopped(String)
  /// The disk failed in the commit itself: the command may or may not be there after a restart. Sending it again then
  /// settles the question, because commands are idempotent.
  case outcomeUnknown(String)
  /// Something with this identity is there already and differs in the named field.
  case alreadyExists(field: String, message: String)
  /// What the command refers to is not there; the text says what, such as "program".
  case notFound(String)
  /// The command is valid, but not in this state of what it acts on.
  case failedPrecondition(String)
  /// A value of the command or query is not allowed.
  case invalid(FieldError)
  /// The database was written by a newer version of Tributary.
  case newerDatabase(String)
  /// Reading or writing failed for a reason outside of the command.
  case io(String)
}
