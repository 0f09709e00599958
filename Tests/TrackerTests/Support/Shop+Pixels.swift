import PartnerProgram
import Store
import Testing
import TributaryClient

/// What pixels of a shop's confirmation page said, sent to the store as the web server does.
extension Shop {
  /// Claims a sale, or (without prices) a lead.
  @discardableResult
  func claim(
    _ order: String, _ prices: [Int64] = [10_000], id: String, click: String = "", visitor: String = "",
    email: String = "", isSigned: Bool = false
  ) async throws -> PixelOutcome {
    let entry = Array(self.program.utf8).withUnsafeBytes { server.store.directory.program(slug: $0) }
    let program = try #require(entry)
    let currency = program.program.currency
    var evidence: [EvidenceSubmission] = []
    if let click = UUIDBytes(click) {
      evidence.append(
        EvidenceSubmission(
          item: EvidenceItem(kind: .clickID, value: "\(click)"), claim: .click(ClickID(rawValue: click))))
    }
    if let visitor = UUIDBytes(visitor) {
      evidence.append(
        EvidenceSubmission(
          item: EvidenceItem(kind: .visitorID, value: "\(visitor)"), claim: .visitor(VisitorID(rawValue: visitor))))
    }
    if let name = PartnerProgram.ContactName.email(email) {
      evidence.append(EvidenceSubmission(item: EvidenceItem(kind: .email, value: email), claim: .contact(name)))
    }
    let lines = try prices.enumerated().map { position, price in
      try OrderLine(quantity: 1, unitPriceMinor: price, position: position)
    }
    let now = Timestamp(microseconds: clock.now)
    let outcome = try await server.store.perform(
      .pixel(
        PixelCommand(
          conversion: ConversionCommand(
            conversionID: ConversionID(rawValue: try #require(UUIDBytes(id))), program: program.id,
            kind: prices.isEmpty ? .lead : .sale, orderID: try OrderID(order),
            amounts: prices.isEmpty ? nil : try OrderAmounts(lines: lines, currency: currency), customerEmail: email,
            evidence: evidence, occurredAt: now, receivedAt: now),
          isSigned: isSigned)))
    guard case .pixel(let pixel) = outcome else { throw UnexpectedStoreOutcome() }
    return pixel
  }

  /// An id for the claim that a test calls by a name: the ids of two names are not in the order of the names.
  static func claimID(of name: String) -> String {
    let hash = name.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return UUIDBytes(high: 0x0190_0000_0000_7000, low: hash >> 2 | 1 << 63).description
  }
}

struct UnexpectedStoreOutcome: Error {}
