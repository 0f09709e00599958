public import PartnerProgram

/// What a pixel without a signature said of an order, as long as nobody else said the same.
public struct UnconfirmedConversion: Sendable, Hashable {
  /// Its id. Later ones have greater ids.
  public let id: ConversionID
  /// Lead or sale.
  public let kind: ConversionKind
  /// The order number that it names.
  public let orderID: OrderID
  /// The order's money. A lead has none but the program's currency.
  public let amounts: OrderAmounts
  /// The customer's e-mail address as sent; empty when none was or the contact was erased.
  public let customerEmail: String
  /// The shop's own number for the customer as sent; empty when none was or the contact was erased.
  public let customerExternalID: String
  /// The coupon as sent; empty when none was.
  public let coupon: String
  /// The click of the token; nil when none came or it is not ours.
  public let click: ClickID?
  /// The visitor of the cookie; nil when none came.
  public let visitor: VisitorID?
  /// The partner that would earn it, as far as that could be told when it came; nil when nobody.
  public let partner: PartnerID?
  /// The SubID that it would be counted under.
  public let subID: SubID?
  /// When it came.
  public let receivedAt: Timestamp
  /// The field of the public contract in which it differs from the order that is recorded under its number:
  /// `customer.email` when that is of another customer or, for a lead, of nobody; `evidence` when the order has so much
  /// evidence that no more of claims is taken. Nil when no order is.
  public let differsIn: String?
}
