import ArgumentParser
import Foundation
import Store
import TTRPC

/// Exit codes of `sysexits.h`, so that scripts can tell what failed.
enum ExitStatus {
  static let differences = ExitCode(1)
  static let failed = ExitCode(70)
  static let unavailable = ExitCode(69)
  static let cannotCreate = ExitCode(73)
  static let ioError = ExitCode(74)
}

/// Runs a command and turns what the store and the server throw into a message that says what to do, and an exit code.
func reportingErrors(data directory: String, _ body: () async throws -> Void) async throws {
  // A closed pipe is told by the write that meets it, instead of ending the process by a signal.
  signal(SIGPIPE, SIG_IGN)
  do {
    try await body()
  } catch let error as StoreError {
    printNote("tributaryd: error: \(message(for: error, directory: directory))")
    throw exitCode(for: error)
  } catch let failure as OutputFailure {
    printNote("tributaryd: error: standard output cannot be written: \(failure.reason)")
    throw ExitStatus.ioError
  } catch let error as ServerStartError {
    printNote("tributaryd: error: \(message(for: error))")
    throw ExitStatus.unavailable
  } catch let status as ExitCode {
    throw status
  } catch {
    printNote("tributaryd: error: \(error)")
    throw ExitStatus.failed
  }
}

private func message(for error: ServerStartError) -> String {
  switch error {
  case .plaintextNotAllowed:
    "\(error): use --tls-certificate and --tls-key, --allow-plaintext, or --http-plaintext for HTTP behind a proxy"
  case .tls, .address, .alreadyStarted: error.description
  }
}

private func message(for error: StoreError, directory: String) -> String {
  switch error {
  case .overloaded: "the store is overloaded"
  case .full(let reason): "the disk is full: \(reason)"
  case .stopped(let reason), .outcomeUnknown(let reason), .newerDatabase(let reason), .failedPrecondition(let reason),
    .io(let reason):
    reason
  case .alreadyExists(_, let message): message
  case .notFound: "there is no database in \(directory): make one with tributaryd init --data \(directory)"
  case .invalid(let error): "\(error)"
  }
}

private func exitCode(for error: StoreError) -> ExitCode {
  switch error {
  case .alreadyExists, .notFound, .newerDatabase, .failedPrecondition, .invalid: ExitStatus.cannotCreate
  case .overloaded, .stopped: ExitStatus.unavailable
  case .full, .outcomeUnknown, .io: ExitStatus.ioError
  }
}
