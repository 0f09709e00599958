public import PartnerProgram

/// A lead, a sale or a refund as it stands, with all that it moved.
public struct RecordedConversion: Sendable, Hashable {
  /// Its id.
  public let id: ConversionID
  /// Which kind.
  public let kind: ConversionKind
  /// The cart's order number.
  public let orderID: OrderID
  /// For a refund, what tells it from others of its order.
  public let refundID: RefundID?
  /// The money as it was sent. A full refund has none but its order's currency.
  public let amounts: OrderAmounts
  /// What commission is paid on, in minor units; for a refund what it pays back of that.
  public let baseMinor: Int64
  /// For a sale, how much of its base was paid back, in minor units.
  public let refundedMinor: Int64
  /// For a refund, what became of it.
  public let refundStatus: RefundStatus?
  /// Whether it pays back all that is left of its order.
  public let isFullRefund: Bool
  /// Whether it is a test.
  public let isTest: Bool
  /// The customer's e-mail address as sent; empty when none was or the contact was erased.
  public let customerEmail: String
  /// The shop's own number for the customer as sent; empty when none was or the contact was erased.
  public let customerExternalID: String
  /// When it happened.
  public let occurredAt: Timestamp
  /// When it was recorded first.
  public let receivedAt: Timestamp
  /// Who earned it and why.
  public let receipt: Receipt
  /// What it moved, as it stands: one for each partner and tier.
  public let commissions: [Commission]
  /// Every entry that it made in the ledger, oldest first, with when each is approved and the payout that paid it.
  public let entries: [RecordedEntry]
  /// For a sale, which of its contact's orders it is, from 1; 0 when the contact is not known.
  public let contactOrderNumber: Int64
  /// For a sale, its refunds in the order in which they happened.
  public let refunds: [RecordedConversion]
}

/// An entry of the ledger with what was made of it.
public struct RecordedEntry: Sendable, Hashable {
  /// The entry.
  public let entry: LedgerEntry
  /// The moment from which on it is approved.
  public let availableAt: Timestamp
  /// The payout that paid it. Nil means not paid yet.
  public let payout: EntryName?
}
