public import PartnerProgram

/// What became of a lead, a sale or a refund.
public final class ConversionOutcome: Sendable {
  /// The conversion's id; for a repeat the one that was stored first.
  public let conversionID: ConversionID
  /// Who earned it and why. Partners are named by their ids: `partnerCodes` has their codes.
  public let receipt: Receipt
  /// The codes of all partners that the receipt and the commissions name.
  public let partnerCodes: [PartnerID: PartnerCode]
  /// What was earned, or for a refund reversed (negative), as it stands: one for each partner and tier. Empty when nobody
  /// earned anything.
  public let commissions: [Commission]
  /// Whether this order had been recorded before.
  public let isReplayed: Bool
  /// For a refund, what became of it.
  public let refundStatus: RefundStatus?
  /// For a refund, how much of its order's base it pays back, in minor units.
  public let refundedMinor: Int64

  /// Makes an outcome of its parts.
  public init(
    conversionID: ConversionID,
    receipt: Receipt,
    partnerCodes: [PartnerID: PartnerCode],
    commissions: [Commission],
    isReplayed: Bool,
    refundStatus: RefundStatus? = nil,
    refundedMinor: Int64 = 0
  ) {
    self.conversionID = conversionID
    self.receipt = receipt
    self.partnerCodes = partnerCodes
    self.commissions = commissions
    self.isReplayed = isReplayed
    self.refundStatus = refundStatus
    self.refundedMinor = refundedMinor
  }
}
