import PartnerProgram
import Store
import Testing

/// Sending a shop what pixels say, and confirming it.
extension Shop {
  func pixelCommand(
    _ order: String, _ prices: [Int64]?, at time: Timestamp = start, _ evidence: [EvidenceSubmission] = [],
    customer: Customer = Customer(), id: ConversionID? = nil, currency: String? = nil, isSigned: Bool = false,
    isTest: Bool = false
  ) throws -> Command {
    .pixel(
      PixelCommand(
        conversion: ConversionCommand(
          conversionID: id ?? ConversionID(rawValue: Self.id()), program: program.id,
          kind: prices == nil ? .lead : .sale,
          orderID: try OrderID(order), amounts: try prices.map { try amounts($0, currency: currency) },
          customerEmail: customer.email, customerExternalID: customer.externalID,
          evidence: evidence + customer.evidence, occurredAt: time, receivedAt: time, isTest: isTest),
        isSigned: isSigned))
  }

  /// Sends a pixel of a sale, or (without prices) of a lead.
  @discardableResult
  func pixel(
    _ order: String, _ prices: [Int64]?, at time: Timestamp = start, _ evidence: [EvidenceSubmission] = [],
    customer: Customer = Customer(), id: ConversionID? = nil, currency: String? = nil, isSigned: Bool = false,
    isTest: Bool = false
  ) async throws -> PixelOutcome {
    let outcome = try await store.perform(
      pixelCommand(
        order, prices, at: time, evidence, customer: customer, id: id, currency: currency, isSigned: isSigned,
        isTest: isTest))
    guard case .pixel(let pixel) = outcome else { throw UnexpectedOutcome() }
    return pixel
  }

  @discardableResult
  func confirm(_ id: ConversionID, at time: Timestamp = start + hour) async throws -> ConversionOutcome {
    try await store.perform(.confirm(ConfirmCommand(program: program.id, id: id, receivedAt: time))).conversion()
  }

  /// Everything that waits, newest first.
  func unconfirmed(before id: ConversionID? = nil, limit: Int = 100) async throws -> [UnconfirmedConversion] {
    try await store.unconfirmedConversions(program: program.id, before: id, limit: limit)
  }
}

extension PixelOutcome {
  /// The outcome of the order, when the pixel became part of it.
  func recorded() throws -> ConversionOutcome {
    guard case .recorded(let conversion) = self else { throw UnexpectedOutcome() }
    return conversion
  }

  /// The id of the claim.
  func claimID() throws -> ConversionID {
    guard case .unconfirmed(let id) = self else { throw UnexpectedOutcome() }
    return id
  }

  var isRepeated: Bool {
    if case .repeated = self { true } else { false }
  }

  /// The field in which a signed pixel differs.
  var differingField: String? {
    if case .joinedDespite(let field) = self { field } else { nil }
  }
}
