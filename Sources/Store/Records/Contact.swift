public import PartnerProgram

/// A person that converted.
public struct Contact: Sendable, Hashable {
  /// What it is known by: normalised e-mail addresses, then the shop's numbers, each in the order of their bytes.
  public let names: [ContactName]
  /// Who referred it first and last.
  public let referrers: ContactReferrers
  /// The orders that bound the referrers, for people: those that are still there, by conversion.
  public let orders: [ConversionID: OrderID]
  /// How many orders it placed.
  public let orderCount: Int64
  /// What forms told of it, in the order of the names' bytes.
  public let fields: [ContactField]
}
