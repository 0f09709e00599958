/// An id of something that happened: a UUID with a type of its own, so that one kind is not taken for another.
public protocol EventID: RawRepresentable<UUIDBytes>, Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Makes the id of a UUID.
  init(rawValue: UUIDBytes)
}

extension EventID {
  /// Reads the text form of a UUID, without allocating; nil when it is none or the nil UUID.
  public init?(utf8: UnsafeRawBufferPointer) {
    guard let uuid = UUIDBytes(utf8: utf8) else { return nil }
    self.init(rawValue: uuid)
  }

  /// Reads the text form of a UUID of a request, without allocating when it is one.
  ///
  /// - Throws: A ``FieldError`` of `field` when it is none or the nil UUID.
  public init(sent utf8: UnsafeRawBufferPointer, field: String) throws(FieldError) {
    guard let id = Self(utf8: utf8) else {
      throw FieldError(field: field, message: "must be a UUID of 36 characters that is not all zeros")
    }
    self = id
  }

  /// Whether the left id comes before the right one in the order of their bytes.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The text form in lower case.
  public var description: String { rawValue.description }
}

/// The id of a followed link.
public struct ClickID: EventID {
  /// Its UUID.
  public let rawValue: UUIDBytes

  /// Makes the id of a UUID.
  public init(rawValue: UUIDBytes) { self.rawValue = rawValue }
}

/// The id of a browser, kept in its cookie.
public struct VisitorID: EventID {
  /// Its UUID.
  public let rawValue: UUIDBytes

  /// Makes the id of a UUID.
  public init(rawValue: UUIDBytes) { self.rawValue = rawValue }
}

/// The id of a lead, a sale or a refund.
public struct ConversionID: EventID {
  /// Its UUID.
  public let rawValue: UUIDBytes

  /// Makes the id of a UUID.
  public init(rawValue: UUIDBytes) { self.rawValue = rawValue }
}
