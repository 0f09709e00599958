internal import PartnerProgram
internal import ProtobufC
internal import Store
internal import TTRPC

extension RPCError {
  /// INVALID_ARGUMENT whose message begins with the field's path and a colon, so that programs can take it apart.
  init(_ error: FieldError) {
    self.init(.invalidArgument, "\(error.field): \(error.message)")
  }

  /// INVALID_ARGUMENT for bytes that are not the message, RESOURCE_EXHAUSTED for a message that takes too much memory.
  init(_ error: DecodingError) {
    switch error.reason {
    case .tooLarge: self.init(.resourceExhausted, error.message)
    case .malformed: self.init(.invalidArgument, error.message)
    case .invalidText: self.init(.invalidArgument, "\(error.field): \(error.message)")
    }
  }

  /// The status that tells a caller whether sending the same again can help.
  init(_ error: StoreError) {
    switch error {
    case .overloaded:
      self.init(.resourceExhausted, "the server is overloaded: nothing was recorded, send it again a little later")
    case .full(let reason):
      self.init(.resourceExhausted, "the server's disk is full: nothing was recorded (\(reason))")
    case .stopped(let reason):
      self.init(.unavailable, "the server takes no more commands: \(reason)")
    case .outcomeUnknown(let reason):
      self.init(
        .unavailable, "whether this was recorded is unknown until the server is back: send it again (\(reason))")
    case .alreadyExists(let field, let message):
      self.init(.alreadyExists, "\(field): \(message)")
    case .notFound(let what):
      self.init(.notFound, "\(what): not found")
    case .failedPrecondition(let message):
      self.init(.failedPrecondition, message)
    case .invalid(let error):
      self.init(error)
    case .newerDatabase(let reason):
      self.init(.failedPrecondition, reason)
    case .io(let reason):
      self.init(.internal, "the store failed: \(reason)")
    }
  }

  /// A handler got an outcome of another kind of command: a defect of ours, told instead of trapping.
  static func mismatchedOutcome(_ outcome: Outcome) -> RPCError {
    if case .failed(let error) = outcome { return RPCError(error) }
    return RPCError(.internal, "the store answered another kind of command")
  }
}

/// Turns errors of the domain and of decoding into statuses.
func mapErrors<Result>(_ body: () throws -> Result) throws(RPCError) -> Result {
  do {
    return try body()
  } catch let error as RPCError {
    throw error
  } catch let error as FieldError {
    throw RPCError(error)
  } catch let error as DecodingError {
    throw RPCError(error)
  } catch let error as StoreError {
    throw RPCError(error)
  } catch let error as ArenaFull {
    throw RPCError(.resourceExhausted, "the reply takes more than \(error.limit) bytes of memory")
  } catch {
    throw RPCError(.internal, "\(error)")
  }
}
