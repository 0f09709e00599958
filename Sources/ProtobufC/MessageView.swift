public import CProtobufC

/// A typed look at a decoded message that the compiler keeps from outliving the arena's current use.
///
/// A view copies nothing: reading a text gives a ``TextView`` of the arena's bytes. It exists for the paths where a
/// value per call would cost more than the work itself.
public protocol MessageView: ~Escapable {
  /// The C structure that is looked at.
  associatedtype Raw: CMessage

  /// Looks at `raw`, which must lie in `arena`.
  @_lifetime(borrow arena)
  init(raw: UnsafePointer<Raw>, arena: borrowing Arena)
}

/// A text of a decoded message: validated UTF-8 without NUL, valid as long as the view that it came from.
public struct TextView: ~Escapable {
  private let data: ProtobufCBinaryData

  /// Looks at the text `data`, which must live as long as `parent`.
  @_lifetime(copy parent)
  public init<Parent: MessageView & ~Escapable>(_ data: ProtobufCBinaryData, of parent: borrowing Parent) {
    self.data = data
  }

  /// Number of bytes of UTF-8.
  public var count: Int { data.len }

  /// Whether the field is missing, which in proto3 is the same as empty.
  public var isEmpty: Bool { data.len == 0 }

  /// The bytes of the text. The pointer must not be kept.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(data.bytes)
  }

  /// A copy of the text.
  public var string: String { data.string }
}
