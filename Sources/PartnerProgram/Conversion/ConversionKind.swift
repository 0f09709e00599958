/// What kind of conversion is recorded. The numbers are those of the public contract and are stored.
public enum ConversionKind: UInt8, CaseIterable, Sendable {
  /// A visitor opted in.
  case lead = 1
  /// An order was placed.
  case sale = 2
  /// Part or all of an order was paid back.
  case refund = 3
}
