import PartnerProgram
import Store
import Testing

/// Who bought, as a cart sends it.
struct Customer {
  var email = ""
  var externalID = ""

  /// What the server makes of it to find the contact.
  var evidence: [EvidenceSubmission] {
    (email.isEmpty ? [] : [.email(email)]) + (externalID.isEmpty ? [] : [.externalID(externalID)])
  }
}

/// Sending a shop leads, sales and refunds.
extension Shop {
  func amounts(
    _ prices: [Int64], skus: [String] = [], discount: Int64 = 0, currency: String? = nil
  ) throws -> OrderAmounts {
    let lines = try prices.enumerated().map { position, price in
      try OrderLine(
        sku: skus.indices.contains(position) ? skus[position] : "", quantity: 1, unitPriceMinor: price,
        position: position)
    }
    return try OrderAmounts(
      lines: lines, discountMinor: discount,
      currency: currency.map { try #require(Currency(code: $0)) } ?? program.currency)
  }

  func saleCommand(
    _ order: String, _ prices: [Int64], at time: Timestamp = start, _ evidence: [EvidenceSubmission] = [],
    skus: [String] = [], customer: Customer = Customer(), currency: String? = nil, isTest: Bool = false
  ) throws -> Command {
    .conversion(
      ConversionCommand(
        conversionID: ConversionID(rawValue: Self.id()), program: program.id, kind: .sale, orderID: try OrderID(order),
        amounts: try amounts(prices, skus: skus, currency: currency), customerEmail: customer.email,
        customerExternalID: customer.externalID, evidence: evidence + customer.evidence, occurredAt: time,
        receivedAt: time, isTest: isTest))
  }

  @discardableResult
  func sale(
    _ order: String, _ prices: [Int64], at time: Timestamp = start, _ evidence: [EvidenceSubmission] = [],
    skus: [String] = [], customer: Customer = Customer(), currency: String? = nil, isTest: Bool = false
  ) async throws -> ConversionOutcome {
    try await store.perform(
      saleCommand(
        order, prices, at: time, evidence, skus: skus, customer: customer, currency: currency, isTest: isTest)
    ).conversion()
  }

  @discardableResult
  func lead(
    _ form: String, at time: Timestamp = start, _ evidence: [EvidenceSubmission] = [],
    customer: Customer = Customer(), isTest: Bool = false
  ) async throws -> ConversionOutcome {
    try await store.perform(
      .conversion(
        ConversionCommand(
          conversionID: ConversionID(rawValue: Self.id()), program: program.id, kind: .lead,
          orderID: try OrderID(form), amounts: nil, customerEmail: customer.email,
          customerExternalID: customer.externalID, evidence: evidence + customer.evidence, occurredAt: time,
          receivedAt: time, isTest: isTest))
    ).conversion()
  }

  func refundCommand(
    _ order: String, _ refund: String?, _ prices: [Int64]?, at time: Timestamp = start, currency: String? = nil,
    isTest: Bool = false
  ) throws -> Command {
    .conversion(
      ConversionCommand(
        conversionID: ConversionID(rawValue: Self.id()), program: program.id, kind: .refund,
        orderID: try OrderID(order), refundID: try refund.map { try RefundID($0) },
        amounts: try prices.map { try amounts($0) }, sentCurrency: currency.flatMap(Currency.init(code:)),
        occurredAt: time, receivedAt: time, isTest: isTest))
  }

  /// Refunds an order: of `prices`, or in full when they are nil.
  @discardableResult
  func refund(
    _ order: String, _ refund: String?, _ prices: [Int64]?, at time: Timestamp = start, currency: String? = nil,
    isTest: Bool = false
  ) async throws -> ConversionOutcome {
    try await store.perform(
      refundCommand(order, refund, prices, at: time, currency: currency, isTest: isTest)
    ).conversion()
  }

  /// A sale as it stands.
  func recordedSale(_ order: String) async throws -> RecordedConversion {
    try #require(
      try await store.conversion(program: program.id, kind: .sale, order: try OrderID(order), refund: nil))
  }
}
