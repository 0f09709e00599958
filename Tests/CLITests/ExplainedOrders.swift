import TributaryClient

/// 2026-01-31T12:00:00Z, when the explained orders were placed.
let noon: Int64 = 1_769_860_800_000_000
let hour: Int64 = 3_600_000_000
let day: Int64 = 24 * hour

/// Orders as a server would answer for them, one for each kind of story.
enum ExplainedOrders {
  /// Anna's click is the latest of three; Carla brought Anna in.
  static let contested = GetConversionResponse(
    conversion: RecordedConversion(
      conversionId: "c-1", kind: .sale, orderId: "A-1001", currency: "EUR",
      items: [Item(sku: "MUG", quantity: 2, unitPriceMinor: 1500)], taxMinor: 475, shippingMinor: 490,
      discountMinor: 500, baseMinor: 2500, customer: Customer(email: "jo@example.com", externalId: "17"),
      occurredAtUs: noon, recordedAtUs: noon + 3_000_000,
      receipt: Receipt(
        partner: "anna", subId: "spring", clickId: "k-1", rule: .lastTouch,
        candidates: [
          Candidate(evidence: .coupon, value: "BEN5", partner: "ben", verdict: .clickWon),
          Candidate(
            evidence: .clickToken, value: "v1.k1.c29tZSBzaWduZWQgYnl0ZXMgb2YgYSB0b2tlbg", clickId: "k-1",
            partner: "anna", touchedAtUs: noon - hour, verdict: .won),
          Candidate(
            evidence: .visitorId, value: "v-1", clickId: "k-1", partner: "anna", touchedAtUs: noon - hour,
            verdict: .duplicate),
          Candidate(
            evidence: .visitorId, value: "v-1", clickId: "k-2", partner: "ben", touchedAtUs: noon - 3 * day,
            verdict: .laterTouchWon),
          Candidate(
            evidence: .visitorId, value: "v-1", clickId: "k-3", partner: "dora", touchedAtUs: noon - 61 * day,
            verdict: .expired),
          Candidate(
            evidence: .email, value: "jo@example.com", partner: "carla", touchedAtUs: noon - 30 * day,
            verdict: .clickWon),
        ]),
      commissions: [
        Commission(partner: "anna", currency: "EUR", amountMinor: 250, availableAtUs: noon + 14 * day, tier: 1),
        Commission(partner: "carla", currency: "EUR", amountMinor: 25, availableAtUs: noon + 14 * day, tier: 2),
      ],
      entries: [
        entry(11, .earned, "anna", 250), entry(12, .earned, "carla", 25, tier: 2),
      ],
      contactOrderNumber: 2))

  /// A coupon decides before a click; the merchant's program earns nothing after the first order.
  static let coupon = GetConversionResponse(
    conversion: RecordedConversion(
      conversionId: "c-2", kind: .sale, orderId: "A-1002", currency: "JPY", baseMinor: 4800,
      customer: Customer(externalId: "17"), occurredAtUs: noon, recordedAtUs: noon,
      receipt: Receipt(
        partner: "ben", rule: .coupon,
        candidates: [
          Candidate(evidence: .coupon, value: "BEN5", partner: "ben", verdict: .won),
          Candidate(
            evidence: .clickId, value: "k-1", clickId: "k-1", partner: "anna", touchedAtUs: noon - hour,
            verdict: .couponWon),
          Candidate(evidence: .externalId, value: "17", verdict: .unknown),
        ]),
      contactOrderNumber: 3))

  /// A lead of last month attributes an order from another device.
  static let contactReferrer = GetConversionResponse(
    conversion: RecordedConversion(
      conversionId: "c-3", kind: .sale, orderId: "A-1003", currency: "EUR", baseMinor: 1000,
      customer: Customer(email: "jo@example.com"), occurredAtUs: noon, recordedAtUs: noon,
      receipt: Receipt(
        partner: "anna", subId: "newsletter", rule: .contactLastReferrer,
        candidates: [
          Candidate(
            evidence: .email, value: "jo@example.com", partner: "anna", touchedAtUs: noon - 31 * day, verdict: .won)
        ]),
      commissions: [
        Commission(partner: "anna", currency: "EUR", amountMinor: 100, availableAtUs: noon + 14 * day, tier: 1)
      ],
      entries: [entry(21, .earned, "anna", 100, payout: "2026-02")],
      contactOrderNumber: 1))

  /// The only candidate is the partner itself, buying through its own link.
  static let selfReferral = GetConversionResponse(
    conversion: RecordedConversion(
      conversionId: "c-4", kind: .sale, orderId: "A-1004", currency: "EUR", baseMinor: 1000,
      customer: Customer(email: "anna@example.com"), occurredAtUs: noon, recordedAtUs: noon,
      receipt: Receipt(
        rule: .unattributed,
        candidates: [
          Candidate(evidence: .clickToken, value: "forged", verdict: .badSignature),
          Candidate(
            evidence: .clickId, value: "k-1", clickId: "k-1", partner: "anna", touchedAtUs: noon - hour,
            verdict: .selfReferral),
          Candidate(evidence: .email, value: "", verdict: .ignoredByPolicy),
        ]),
      contactOrderNumber: 1))

  /// One refund took back its part, a later one asked for more than was left.
  static let refunded = GetConversionResponse(
    conversion: RecordedConversion(
      conversionId: "c-5", kind: .sale, orderId: "A-1005", currency: "EUR", baseMinor: 2500, refundedMinor: 2500,
      occurredAtUs: noon, recordedAtUs: noon,
      receipt: Receipt(
        partner: "anna", rule: .explicitPartner,
        candidates: [Candidate(evidence: .partner, value: "anna", partner: "anna", verdict: .won)]),
      commissions: [
        Commission(partner: "anna", currency: "EUR", amountMinor: 250, availableAtUs: noon + 14 * day, tier: 1)
      ],
      entries: [entry(31, .earned, "anna", 250)]),
    refunds: [
      RecordedConversion(
        conversionId: "r-1", kind: .refund, orderId: "A-1005", refundId: "R-1", currency: "EUR", baseMinor: 1000,
        refundStatus: .applied, occurredAtUs: noon + day, recordedAtUs: noon + day,
        receipt: Receipt(partner: "anna", rule: .sameAsOrder),
        commissions: [
          Commission(partner: "anna", currency: "EUR", amountMinor: -100, availableAtUs: noon + 14 * day, tier: 1)
        ],
        entries: [entry(32, .reversed, "anna", -100)]),
      RecordedConversion(
        conversionId: "r-2", kind: .refund, orderId: "A-1005", refundId: "R-2", currency: "EUR", baseMinor: 1500,
        refundStatus: .exceedsOrder, occurredAtUs: noon + 2 * day, recordedAtUs: noon + 2 * day,
        receipt: Receipt(partner: "anna", rule: .sameAsOrder),
        commissions: [
          Commission(partner: "anna", currency: "EUR", amountMinor: -150, availableAtUs: noon + 14 * day, tier: 1)
        ],
        entries: [entry(33, .reversed, "anna", -150)]),
    ])

  /// A full refund whose order has not arrived yet.
  static let waitingRefund = GetConversionResponse(
    conversion: RecordedConversion(
      conversionId: "r-3", kind: .refund, orderId: "A-1006", refundStatus: .waitingForOrder, fullRefund: true,
      occurredAtUs: noon, recordedAtUs: noon, receipt: Receipt(rule: .waitingForOrder)))

  /// The pixel's token came after the cart's order, and took it from the contact's referrer.
  static let moved = GetConversionResponse(
    conversion: RecordedConversion(
      conversionId: "c-7", kind: .sale, orderId: "A-1007", currency: "EUR", baseMinor: 1000,
      customer: Customer(email: "jo@example.com"), occurredAtUs: noon, recordedAtUs: noon,
      receipt: Receipt(
        partner: "anna", rule: .firstTouch,
        candidates: [
          Candidate(
            evidence: .clickToken, value: "t-1", clickId: "k-1", partner: "anna", touchedAtUs: noon - 2 * hour,
            verdict: .won),
          Candidate(
            evidence: .clickId, value: "k-2", clickId: "k-2", partner: "dora", touchedAtUs: noon - hour,
            verdict: .earlierTouchWon),
          Candidate(
            evidence: .email, value: "jo@example.com", partner: "ben", touchedAtUs: noon - day, verdict: .clickWon),
        ]),
      commissions: [
        Commission(partner: "anna", currency: "EUR", amountMinor: 100, availableAtUs: noon + 14 * day, tier: 1)
      ],
      entries: [
        entry(41, .earned, "ben", 100), entry(42, .earned, "ben", -100, at: noon + hour),
        entry(43, .earned, "anna", 100, at: noon + hour),
      ],
      contactOrderNumber: 2))

  private static func entry(
    _ number: Int64, _ kind: LedgerEntryKind, _ partner: String, _ amount: Int64, tier: Int32 = 1,
    at time: Int64 = noon,
    payout: String = ""
  ) -> LedgerEntry {
    LedgerEntry(
      number: number, kind: kind, partner: partner, tier: tier, currency: "EUR", amountMinor: amount,
      recordedAtUs: time, availableAtUs: noon + 14 * day, payout: payout)
  }
}
