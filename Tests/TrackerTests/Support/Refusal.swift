import TTRPC
import Testing

/// Expects that a call is refused with a status, and for `field` that the message begins with that field's path.
///
/// - Returns: the refusal, for a closer look; nil when there was none, which is a recorded failure.
@discardableResult
func expectRefusal(
  _ code: StatusCode, _ field: String? = nil, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation, _ call: () async throws -> some Sendable
) async -> RPCError? {
  do {
    let reply = try await call()
    Issue.record("expected \(code), got \(reply) \(comment ?? "")", sourceLocation: sourceLocation)
  } catch let error as RPCError {
    #expect(error.code == code, "\(error) \(comment ?? "")", sourceLocation: sourceLocation)
    if let field {
      #expect(error.message.hasPrefix("\(field): "), "\(error) \(comment ?? "")", sourceLocation: sourceLocation)
    }
    return error
  } catch {
    Issue.record("expected \(code), got \(error) \(comment ?? "")", sourceLocation: sourceLocation)
  }
  return nil
}
