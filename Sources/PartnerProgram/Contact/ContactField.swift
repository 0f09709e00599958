/// What a form told of a contact.
public struct ContactField: Hashable, Sendable {
  /// The name of the form's field.
  public let name: FormFieldName
  /// What was sent: 1 to ``maximumValueBytes`` bytes of UTF-8 without NUL. A field that was left empty tells nothing.
  public let value: String

  /// How long a value may be.
  public static let maximumValueBytes = TextRule.contactFieldValue.maximumBytes
  /// How many fields are kept with a contact: those that were sent last.
  public static let maximumFields = 32

  /// Makes a field.
  ///
  /// - Throws: A ``FieldError`` of `value` when it is empty, too long or holds NUL.
  public init(name: FormFieldName, value: String) throws(FieldError) {
    try TextRule.contactFieldValue.check(value, field: "value")
    self.name = name
    self.value = value
  }

  /// Whether both have the same name and a value of the same bytes.
  public static func == (left: ContactField, right: ContactField) -> Bool {
    left.name == right.name && left.value.hasSameBytes(as: right.value)
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    value.hashBytes(into: &hasher)
  }
}
