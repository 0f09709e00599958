/// A value that breaks a rule of the domain, told so that the sender can mend it.
///
/// It is the one error type for invalid values, so that every service can answer it in the same way.
public struct FieldError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path of the field in the public contract, such as `items[2].quantity`.
  public let field: String
  /// Which rule is broken, with its limits, as the rest of a sentence that begins with the field's name.
  public let message: String

  /// Makes an error of the field at a path of the public contract.
  public init(field: String, message: String) {
    self.field = field
    self.message = message
  }

  /// The same error of a field that lies inside another one: `name` inside `program` is `program.name`.
  public func inside(_ parent: String) -> FieldError {
    FieldError(field: "\(parent).\(field)", message: message)
  }

  /// The field and its broken rule in one line.
  public var description: String { "\(field): \(message)" }
}
