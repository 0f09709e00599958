/// What the process says to the script that started it. The numbers are those of BSD's sysexits.h, the nearest that fits,
/// and never change.
package enum ExitStatus: Int32, CaseIterable, Sendable {
  /// The command did what it was asked for.
  case success = 0
  /// The command line is wrong (EX_USAGE; the argument parser uses it, too).
  case usage = 64
  /// The server refused a value: INVALID_ARGUMENT, OUT_OF_RANGE (EX_DATAERR).
  case invalidData = 65
  /// Something that the command names does not exist: NOT_FOUND (EX_NOINPUT).
  case notFound = 66
  /// No answer: UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, or a server that is not serving (EX_UNAVAILABLE).
  case unavailable = 69
  /// A defect of the server or the client: INTERNAL, UNKNOWN, DATA_LOSS (EX_SOFTWARE).
  case software = 70
  /// A conflict with what is there: ALREADY_EXISTS, FAILED_PRECONDITION (EX_CANTCREAT).
  case conflict = 73
  /// The result could not be written to standard output (EX_IOERR).
  case outputFailed = 74
  /// A limit was reached, try later: RESOURCE_EXHAUSTED, ABORTED (EX_TEMPFAIL).
  case tryLater = 75
  /// The server does not know the call: UNIMPLEMENTED (EX_PROTOCOL).
  case unimplemented = 76
  /// The key is missing, wrong or not allowed to: UNAUTHENTICATED, PERMISSION_DENIED (EX_NOPERM).
  case denied = 77
  /// The configuration file or a variable is wrong (EX_CONFIG).
  case configuration = 78

  /// What scripts and people are told about the status in the main help.
  var explanation: String {
    switch self {
    case .success: "done"
    case .usage: "the command line is wrong"
    case .invalidData: "the server refused a value (INVALID_ARGUMENT, OUT_OF_RANGE)"
    case .notFound: "something named does not exist (NOT_FOUND)"
    case .unavailable: "no answer (UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED), or not serving"
    case .software: "a defect (INTERNAL, UNKNOWN, DATA_LOSS)"
    case .conflict: "a conflict with what is recorded (ALREADY_EXISTS, FAILED_PRECONDITION)"
    case .outputFailed: "standard output could not be written"
    case .tryLater: "a limit was reached, try later (RESOURCE_EXHAUSTED, ABORTED)"
    case .unimplemented: "the server does not know the call (UNIMPLEMENTED)"
    case .denied: "key missing, wrong or not allowed to (UNAUTHENTICATED, PERMISSION_DENIED)"
    case .configuration: "the configuration is wrong"
    }
  }
}
