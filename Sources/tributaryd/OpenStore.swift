import ArgumentParser
import Foundation
import Logging
import Store

/// Opens the store of a data directory for this process alone.
///
/// When the disk fails in a commit, nobody can know whether it is there: the process stops acknowledging and ends, and
/// the retries of callers, which are idempotent, settle the question after a restart.
func openStore(_ directory: String, logger: Logger) throws -> SQLiteStore {
  try SQLiteStore.open(
    directory: directory,
    onFatal: { reason in
      logger.critical("the outcome of a commit is unknown, ending", metadata: ["reason": "\(reason)"])
      exit(ExitStatus.ioError.rawValue)
    },
    logger: logger)
}
