import TTRPC
import TributaryClient

/// Short ways to send a shop's clicks and orders and to read its reports.
extension Shop {
  @discardableResult
  func click(
    _ partner: String = "anna", subID: String = "", id: String = "", visitor: String = "", at time: Int64 = 0
  ) async throws -> RecordClickResponse {
    try await click(
      RecordClickRequest(
        program: program, partner: partner, subId: subID, clickId: id, visitorId: visitor, occurredAtUs: time))
  }

  @discardableResult
  func click(_ request: RecordClickRequest) async throws -> RecordClickResponse {
    try await browser.call(TrackingService.recordClick, request)
  }

  @discardableResult
  func convert(_ request: RecordConversionRequest) async throws -> RecordConversionResponse {
    try await cart.call(TrackingService.recordConversion, request)
  }

  /// A sale of one piece at each of `prices`.
  func sale(
    _ order: String, _ prices: [Int64] = [10_000], discount: Int64 = 0, currency: String = "", email: String = "",
    evidence: Evidence? = nil, at time: Int64 = 0
  ) -> RecordConversionRequest {
    .sale(
      order: order, program: program, items: items(prices), currency: currency, discountMinor: discount,
      customer: email.isEmpty ? nil : Customer(email: email), evidence: evidence, occurredAtUs: time)
  }

  func lead(
    _ entry: String, email: String = "", evidence: Evidence? = nil, at time: Int64 = 0
  ) -> RecordConversionRequest {
    .lead(
      entry: entry, program: program, customer: email.isEmpty ? nil : Customer(email: email), evidence: evidence,
      occurredAtUs: time)
  }

  func refund(_ order: String, _ refund: String, _ prices: [Int64], at time: Int64 = 0) -> RecordConversionRequest {
    .refund(order: order, refund: refund, program: program, items: items(prices), occurredAtUs: time)
  }

  func fullRefund(_ order: String, at time: Int64 = 0) -> RecordConversionRequest {
    .fullRefund(order: order, program: program, occurredAtUs: time)
  }

  /// A recorded conversion as it stands; a sale unless another kind is named.
  func conversion(
    _ order: String, kind: ConversionKind = .sale, refund: String = ""
  ) async throws -> GetConversionResponse {
    try await cart.call(
      TrackingService.getConversion,
      GetConversionRequest(program: program, kind: kind, orderId: order, refundId: refund))
  }

  /// The token of a new click of a new visitor.
  func evidence(_ partner: String = "anna", subID: String = "", at time: Int64 = 0) async throws -> Evidence {
    Evidence(clickToken: try await click(partner, subID: subID, at: time).clickToken)
  }

  func report(
    _ partner: String = "anna", keys: [ReportKey] = [], from: String = "", to: String = "", pageSize: Int32 = 0,
    pageToken: String = "", flagged: Bool = false
  ) async throws -> GetPartnerReportResponse {
    try await cart.call(
      TrackingService.getPartnerReport,
      GetPartnerReportRequest(
        program: program, partner: partner, keys: keys, fromDay: from, toDay: to, pageSize: pageSize,
        pageToken: pageToken, includeFlagged: flagged))
  }

  /// All figures of a partner in one currency, zeros when there are none.
  func total(_ partner: String = "anna", currency: String = "USD") async throws -> ReportRow {
    try await report(partner).totals.first { $0.currency == currency } ?? ReportRow(currency: currency)
  }

  private func items(_ prices: [Int64]) -> [Item] {
    prices.map { Item(quantity: 1, unitPriceMinor: $0) }
  }
}
