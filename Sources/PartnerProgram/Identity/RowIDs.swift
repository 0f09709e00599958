/// The number under which a store keeps something that lasts. It never leaves the server.
public protocol RowID: RawRepresentable<Int64>, Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Makes the id of a row's number.
  init(rawValue: Int64)
}

extension RowID {
  /// The id of something that is not stored yet. Stores give out numbers from 1.
  public static var unassigned: Self { Self(rawValue: 0) }

  /// Whether the left number is the smaller one.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The number in digits.
  public var description: String { String(rawValue) }
}

/// The number of an account.
public struct AccountID: RowID {
  /// The row's number.
  public let rawValue: Int64

  /// Makes the id of a row's number.
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// The number of a program.
public struct ProgramID: RowID {
  /// The row's number.
  public let rawValue: Int64

  /// Makes the id of a row's number.
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// The number of a partner.
public struct PartnerID: RowID {
  /// The row's number.
  public let rawValue: Int64

  /// Makes the id of a row's number.
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// The number of a contact.
public struct ContactID: RowID {
  /// The row's number.
  public let rawValue: Int64

  /// Makes the id of a row's number.
  public init(rawValue: Int64) { self.rawValue = rawValue }
}
