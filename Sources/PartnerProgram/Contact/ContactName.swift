/// What a contact is known by.
public struct ContactName: Sendable {
  /// What kind of name it is. The numbers are stored.
  public enum Kind: UInt8, CaseIterable, Sendable {
    /// A normalised e-mail address.
    case email = 1
    /// The shop's number for the customer.
    case externalID = 2
  }

  /// What kind of name it is.
  public let kind: Kind
  /// The normalised e-mail address, or the number as it was sent.
  public let value: String

  private init(kind: Kind, value: String) {
    self.kind = kind
    self.value = value
  }

  /// The name of whoever has an e-mail address, in any spelling; nil when it is no address.
  public static func email(_ address: String) -> ContactName? {
    EmailAddress.normalised(address).map { ContactName(kind: .email, value: $0) }
  }

  /// The name of whoever has this number in the shop; nil when it is empty.
  public static func externalID(_ number: String) -> ContactName? {
    number.isEmpty ? nil : ContactName(kind: .externalID, value: number)
  }
}

extension ContactName: Hashable, Comparable {
  /// Whether both are of one kind with the same bytes.
  public static func == (left: ContactName, right: ContactName) -> Bool {
    left.kind == right.kind && left.value.hasSameBytes(as: right.value)
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    value.hashBytes(into: &hasher)
  }

  /// Whether the left name comes before the right one: e-mail addresses first, each kind by its bytes.
  public static func < (left: ContactName, right: ContactName) -> Bool {
    left.kind == right.kind ? left.value.bytesPrecede(right.value) : left.kind.rawValue < right.kind.rawValue
  }
}
