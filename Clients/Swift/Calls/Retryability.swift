/// Whether a call whose fate is unknown may be sent again.
enum Retryability {
  /// The server recognises the call, or it changes nothing: sending it again gives the same reply.
  case idempotent
  /// Sending it again could make a second object, or report what the first time did as a conflict, or as an object that is
  /// missing.
  case sendOnce
}
