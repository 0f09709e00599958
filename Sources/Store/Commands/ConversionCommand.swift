public import PartnerProgram

/// A lead, a sale or a refund to record. The store looks up its evidence, decides who earned it and keeps the receipt.
public final class ConversionCommand: Sendable {
  /// The id that the conversion gets unless the order is recorded already.
  public let conversionID: ConversionID
  /// The program.
  public let program: ProgramID
  /// Which kind.
  public let kind: ConversionKind
  /// The cart's order number; a refund names the order that it refunds.
  public let orderID: OrderID
  /// Tells several refunds of one order apart. Nil for leads and sales, and allowed to be nil for a full refund.
  public let refundID: RefundID?
  /// The order's money, for a refund what is paid back. Nil for a full refund, which pays back all that is left, and
  /// for a lead that brings no money.
  public let amounts: OrderAmounts?
  /// For a refund the currency that the caller sent, which must be its order's. Nil when none was sent: the refund
  /// takes its order's, whatever `amounts` says. Not looked at for leads and sales.
  public let sentCurrency: Currency?
  /// The customer's e-mail address as sent. Empty means not known.
  public let customerEmail: String
  /// The shop's own number for the customer as sent. Empty means not known.
  public let customerExternalID: String
  /// What the conversion brings to tell who referred it. A refund's is not used.
  public let evidence: [EvidenceSubmission]
  /// What a form told of the customer beside the names: kept with the contact that the order has after this command, of
  /// each field what happened last. Dropped when the order has no contact, and of a test.
  public let contactFields: [ContactField]
  /// When it happened.
  public let occurredAt: Timestamp
  /// When the server took the call.
  public let receivedAt: Timestamp
  /// Whether it is a test: recorded and answered, never counted and never paid.
  public let isTest: Bool

  /// Makes a command of its parts.
  public init(
    conversionID: ConversionID,
    program: ProgramID,
    kind: ConversionKind,
    orderID: OrderID,
    refundID: RefundID? = nil,
    amounts: OrderAmounts?,
    sentCurrency: Currency? = nil,
    customerEmail: String = "",
    customerExternalID: String = "",
    evidence: [EvidenceSubmission] = [],
    contactFields: [ContactField] = [],
    occurredAt: Timestamp,
    receivedAt: Timestamp,
    isTest: Bool = false
  ) {
    self.conversionID = conversionID
    self.program = program
    self.kind = kind
    self.orderID = orderID
    self.refundID = refundID
    self.amounts = amounts
    self.sentCurrency = sentCurrency
    self.customerEmail = customerEmail
    self.customerExternalID = customerExternalID
    self.evidence = evidence
    self.contactFields = contactFields
    self.occurredAt = occurredAt
    self.receivedAt = receivedAt
    self.isTest = isTest
  }

  /// Whether it pays back all that is left of an order.
  var isFullRefund: Bool { kind == .refund && amounts == nil }
}
