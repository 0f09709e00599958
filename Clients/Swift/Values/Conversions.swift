extension RecordConversionRequest {
  /// An order that was placed.
  ///
  /// - Parameters:
  ///   - order: the cart's order number, 1 to 128 bytes, unique in the program for ever.
  ///   - program: slug of the program.
  ///   - items: what was bought, at most 1,000.
  ///   - currency: ISO 4217 code. Empty means the program's.
  ///   - taxMinor: tax in minor units of the currency; earns nothing.
  ///   - shippingMinor: shipping in minor units; earns nothing.
  ///   - discountMinor: discount on the items in minor units.
  ///   - customer: who bought.
  ///   - evidence: what is known of how the customer came.
  ///   - occurredAtUs: when, in microseconds since 1970 UTC. 0 means now.
  ///   - test: whether to record and answer without counting or paying.
  public static func sale(
    order: String,
    program: String,
    items: [Item],
    currency: String = "",
    taxMinor: Int64 = 0,
    shippingMinor: Int64 = 0,
    discountMinor: Int64 = 0,
    customer: Customer? = nil,
    evidence: Evidence? = nil,
    occurredAtUs: Int64 = 0,
    test: Bool = false
  ) -> RecordConversionRequest {
    RecordConversionRequest(
      program: program, kind: .sale, orderId: order, currency: currency, items: items, taxMinor: taxMinor,
      shippingMinor: shippingMinor, discountMinor: discountMinor, customer: customer, evidence: evidence,
      occurredAtUs: occurredAtUs, test: test)
  }

  /// A visitor who opted in: a form, a trial, a newsletter.
  ///
  /// - Parameters:
  ///   - entry: the form's entry number, 1 to 128 bytes, unique among the program's leads for ever.
  ///   - program: slug of the program.
  ///   - customer: who opted in.
  ///   - evidence: what is known of how the visitor came.
  ///   - occurredAtUs: when, in microseconds since 1970 UTC. 0 means now.
  ///   - test: whether to record and answer without counting or paying.
  public static func lead(
    entry: String,
    program: String,
    customer: Customer? = nil,
    evidence: Evidence? = nil,
    occurredAtUs: Int64 = 0,
    test: Bool = false
  ) -> RecordConversionRequest {
    RecordConversionRequest(
      program: program, kind: .lead, orderId: entry, customer: customer, evidence: evidence,
      occurredAtUs: occurredAtUs, test: test)
  }

  /// A part of an order that is paid back. It may come before its order: then it waits for it.
  ///
  /// - Parameters:
  ///   - order: the number of the order.
  ///   - refund: tells several refunds of one order apart, 1 to 128 bytes.
  ///   - program: slug of the program.
  ///   - items: what is paid back.
  ///   - currency: ISO 4217 code. Empty means the order's.
  ///   - taxMinor: tax that is paid back, in minor units.
  ///   - shippingMinor: shipping that is paid back, in minor units.
  ///   - discountMinor: the discount's share in what is paid back, in minor units.
  ///   - occurredAtUs: when, in microseconds since 1970 UTC. 0 means now.
  ///   - test: whether to record and answer without counting or paying.
  public static func refund(
    order: String,
    refund: String,
    program: String,
    items: [Item],
    currency: String = "",
    taxMinor: Int64 = 0,
    shippingMinor: Int64 = 0,
    discountMinor: Int64 = 0,
    occurredAtUs: Int64 = 0,
    test: Bool = false
  ) -> RecordConversionRequest {
    RecordConversionRequest(
      program: program, kind: .refund, orderId: order, refundId: refund, currency: currency, items: items,
      taxMinor: taxMinor, shippingMinor: shippingMinor, discountMinor: discountMinor, occurredAtUs: occurredAtUs,
      test: test)
  }

  /// All that is left of an order is paid back.
  ///
  /// - Parameters:
  ///   - order: the number of the order.
  ///   - program: slug of the program.
  ///   - occurredAtUs: when, in microseconds since 1970 UTC. 0 means now.
  ///   - test: whether to record and answer without counting or paying.
  public static func fullRefund(
    order: String,
    program: String,
    occurredAtUs: Int64 = 0,
    test: Bool = false
  ) -> RecordConversionRequest {
    RecordConversionRequest(
      program: program, kind: .refund, orderId: order, fullRefund: true, occurredAtUs: occurredAtUs, test: test)
  }
}
