import Foundation
import PartnerProgram
import Store
import TestValues

/// Makes the commands that the server makes of the mix of orders.
struct OrderCommands {
  private let raw: RawStore
  private var nextOrder = 0
  private var serial = 0
  private var ids = UUIDv7Generator()
  private var random = SplitMix64(state: 8)

  init(for raw: RawStore) {
    self.raw = raw
  }

  /// The next order of the mix.
  mutating func next() throws -> Command {
    let order = OrderMix.orders[nextOrder]
    nextOrder = (nextOrder + 1) % OrderMix.orders.count
    serial += 1
    return try command(for: order, serial: serial, at: Clock.now())
  }

  /// An order with a serial number, at a time.
  mutating func command(for order: OrderMix.Order, serial: Int, at now: Timestamp) throws -> Command {
    let number = OrderMix.serialText(serial)
    let email = order.email(number)
    var lines: [OrderLine] = []
    for (position, line) in order.lines.enumerated() {
      lines.append(
        try OrderLine(
          sku: line.sku, quantity: line.quantity, unitPriceMinor: line.unitPriceMinor, position: position))
    }
    return .conversion(
      ConversionCommand(
        conversionID: ConversionID(rawValue: ids.next(at: now, using: &random)),
        program: raw.program.id,
        kind: .sale,
        orderID: try OrderID(order.orderID(number)),
        amounts: try OrderAmounts(
          lines: lines, taxMinor: order.taxMinor, shippingMinor: order.shippingMinor,
          discountMinor: order.discountMinor, currency: raw.program.currency),
        customerEmail: email,
        evidence: Self.evidence(clickID: order.clickID, email: email),
        occurredAt: now,
        receivedAt: now))
  }

  private static func evidence(clickID: String?, email: String) -> [EvidenceSubmission] {
    var evidence: [EvidenceSubmission] = []
    if let clickID, let bytes = UUIDBytes(clickID) {
      evidence.append(
        EvidenceSubmission(
          item: EvidenceItem(kind: .clickID, value: clickID), claim: .click(ClickID(rawValue: bytes))))
    }
    if let contact = ContactName.email(email) {
      evidence.append(EvidenceSubmission(item: EvidenceItem(kind: .email, value: email), claim: .contact(contact)))
    }
    return evidence
  }
}
