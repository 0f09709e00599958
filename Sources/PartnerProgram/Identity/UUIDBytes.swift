/// A UUID (RFC 9562) as its 16 bytes.
///
/// The order is that of the bytes, which for version 7 is the order of time.
public struct UUIDBytes: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The first eight bytes, the first one in the highest bits.
  public let high: UInt64
  /// The last eight bytes, the first of them in the highest bits.
  public let low: UInt64

  /// How many bytes a UUID has.
  public static let byteCount = 16

  /// Makes a UUID from its halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Makes a UUID from exactly 16 bytes; nil when there are more or fewer.
  public init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else { return nil }
    high = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
    low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
  }

  /// Gives a closure the 16 bytes in their order. They are valid until it returns.
  @inlinable
  public func withBytes<Value, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let halves = (high.bigEndian, low.bigEndian)
    return try withUnsafeBytes(of: halves, body)
  }

  /// Whether the left UUID's bytes come before the right one's.
  public static func < (left: UUIDBytes, right: UUIDBytes) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
