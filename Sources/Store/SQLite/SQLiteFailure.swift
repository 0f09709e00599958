import GRDB
import Logging
import PartnerProgram

extension StoreError {
  /// What a failure to read or to open means for the caller.
  init(reading error: any Error) {
    if let failure = error as? DatabaseError, failure.resultCode == .SQLITE_FULL {
      self = .full(failure.summary)
    } else if let failure = error as? DatabaseError, failure.resultCode == .SQLITE_MISUSE {
      self = .stopped("the store is closed")
    } else {
      self = StoreError(failure: error)
    }
  }

  /// What a failure tells the caller: never the statement that failed, which is for the log.
  init(failure error: any Error) {
    self =
      switch error {
      case let known as StoreError: known
      case let failure as DatabaseError: .io(failure.summary)
      case let broken as FieldError: .io(broken.description)
      case let impossible as MoneyError: .io(impossible.description)
      default: .io("unexpected \(type(of: error))")
      }
  }
}

extension DatabaseError {
  /// Whether a failure is the fault of the values of one command, so that its neighbours in the batch can go on: a
  /// constraint, or a sum that does not fit into 64 bits, for which SQLite has no code of its own.
  var concernsOneCommand: Bool {
    resultCode == .SQLITE_CONSTRAINT || (resultCode == .SQLITE_ERROR && message == "integer overflow")
  }

  /// SQLite's own message and extended result code, without the statement.
  var summary: String {
    "\(message ?? "no message") (SQLite error \(extendedResultCode.rawValue))"
  }
}

extension Logger {
  /// Notes a failure with everything that the caller is not told.
  func note(_ failure: any Error) {
    // These are outcomes of commands and queries, told in full.
    if failure is StoreError { return }
    // A full disk would repeat itself with every batch, and says all in its code.
    if let failure = failure as? DatabaseError, failure.resultCode == .SQLITE_FULL { return }
    error("the database failed", metadata: ["failure": "\(failure)"])
  }
}
