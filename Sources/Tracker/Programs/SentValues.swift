internal import PartnerProgram
internal import Store
internal import TTRPC

/// Puts the path of the enclosing message before the field of an error.
func inside<Value>(_ parent: String, _ body: () throws(FieldError) -> Value) throws(FieldError) -> Value {
  do throws(FieldError) {
    return try body()
  } catch {
    throw error.inside(parent)
  }
}

/// The value with the number that was sent; 0 means `standard`, or is refused when there is none.
///
/// - Throws: a ``FieldError`` of `field` for a number without a meaning.
func value<Value: RawRepresentable<UInt8>>(
  of number: Int32, default standard: Value?, field: String
) throws(FieldError) -> Value {
  if number == 0, let standard { return standard }
  guard let value = UInt8(exactly: number).flatMap(Value.init(rawValue:)) else {
    let problem = number == 0 ? "must be given" : "\(number) is not known to this server"
    throw FieldError(field: field, message: problem)
  }
  return value
}

extension Currency {
  /// The currency with the ISO 4217 code that was sent.
  ///
  /// - Throws: a ``FieldError`` of `currency`.
  init(sent code: String) throws(FieldError) {
    self = try withBytes(of: code) { code throws(FieldError) in try Currency(sent: code) }
  }
}

extension Store {
  /// Performs a command whose fields were sent inside a message named `parent`, and says so in errors about them.
  func perform(_ command: Command, inside parent: String) async throws(StoreError) -> Outcome {
    do {
      return try await perform(command)
    } catch .invalid(let error) {
      throw .invalid(error.inside(parent))
    } catch .alreadyExists(let field, let message) {
      throw .alreadyExists(field: "\(parent).\(field)", message: message)
    } catch {
      throw error
    }
  }

  /// Performs a command on something that must be there, and throws `absent` when it is not.
  func perform(_ command: Command, orElse absent: RPCError) async throws -> Outcome {
    do {
      return try await perform(command)
    } catch StoreError.notFound {
      throw absent
    }
  }
}
