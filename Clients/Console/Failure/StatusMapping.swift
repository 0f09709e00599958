internal import TributaryClient

extension ExitStatus {
  /// The exit status for a call that ended with `code`.
  init(_ code: StatusCode) {
    switch code {
    case .ok: self = .success
    case .invalidArgument, .outOfRange: self = .invalidData
    case .notFound: self = .notFound
    case .unavailable, .deadlineExceeded, .cancelled: self = .unavailable
    case .internal, .unknown, .dataLoss: self = .software
    case .alreadyExists, .failedPrecondition: self = .conflict
    case .resourceExhausted, .aborted: self = .tryLater
    case .unimplemented: self = .unimplemented
    case .unauthenticated, .permissionDenied: self = .denied
    }
  }
}

extension CommandFailure {
  /// The failure of a command whose call to the server did not succeed.
  ///
  /// - Parameters:
  ///   - error: what the server answered, or the client found.
  ///   - connection: how the server was called.
  ///   - conflictHint: what the command says to do about a field whose value is there already.
  init(_ error: TributaryError, connection: ConnectionSettings, conflictHint: String?) {
    let hint = error.code == .alreadyExists && error.field != nil ? conflictHint : nil
    self.init(ExitStatus(error.code), error.description, hint: hint ?? Self.hint(for: error, connection: connection))
  }

  /// What to do about an error, for those where the message alone does not say it.
  private static func hint(for error: TributaryError, connection: ConnectionSettings) -> String? {
    let address = connection.address
    return switch error.code {
    case .unavailable: "is tributaryd serving at \(address)?"
    case .deadlineExceeded:
      "the server at \(address) did not answer in time; a change may have been made all the same. "
        + "Recording the same order again is safe. A longer wait: --timeout"
    case .unauthenticated where connection.key == nil:
      "give --key, set TRIBUTARY_KEY, or write \"key\" into the configuration file"
    case .unauthenticated: "give another key by --key, TRIBUTARY_KEY or the configuration file"
    case .permissionDenied: "this needs a key of a wider scope: see `tributary key --help`"
    case .resourceExhausted: "nothing was recorded; try again later"
    case .unimplemented: "the server at \(address) is older than this command"
    default: nil
    }
  }
}
