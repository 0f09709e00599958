import PartnerProgram
import Store
import Testing

/// All that can be read of a shop, as lines of text: without ids of conversions and without the times and the order of
/// writing. Two shops in which the same happened have the same picture.
struct Picture {
  private let shop: Shop
  private let codes: [PartnerID: String]

  init(of shop: Shop) async throws {
    self.shop = shop
    let partners = try await shop.store.partners(program: shop.program.id, after: nil, limit: 100)
    codes = Dictionary(uniqueKeysWithValues: partners.map { ($0.id, $0.code.text) })
  }

  /// The lines of reports, balances, these sales and leads, and these contacts.
  func lines(
    sales: [String] = [], leads: [String] = [], contacts: [ContactName] = []
  ) async throws -> [String] {
    var lines: [String] = []
    for keys in [[.subID], [.day], [.landingPage], [.partner], [.partner, .subID, .day, .landingPage]] as [[ReportKey]]
    {
      for today in [Shop.today, Shop.today + 400] {
        let page = try await shop.report(nil, keys: keys, today: today, includesFlagged: true)
        lines += page.rows.map { "report \(row($0))" } + page.totals.map { "total \(row($0))" }
      }
    }
    for balance in try await shop.balances(nil) {
      lines.append(
        """
        balance \(code(balance.partner)) \(balance.currency) \(balance.earnedMinor) \(balance.reversedMinor) \
        \(balance.adjustedMinor) \(balance.paidMinor) pending \(balance.pendingMinor)
        """)
    }
    for (kind, orders) in [(ConversionKind.sale, sales), (.lead, leads)] {
      for order in orders {
        let recorded = try await shop.store.conversion(
          program: shop.program.id, kind: kind, order: try OrderID(order), refund: nil)
        lines += try conversion(try #require(recorded))
      }
    }
    for name in contacts {
      let contact = try await shop.store.contact(program: shop.program.id, name: name)
      lines.append("contact \(name.value): \(contact.map(describe) ?? "nobody")")
    }
    return lines
  }

  private func code(_ partner: PartnerID?) -> String { partner.flatMap { codes[$0] } ?? "-" }

  private func row(_ row: ReportRow) -> String {
    """
    \(code(row.partner)) '\(row.subID?.text ?? "")' \(row.day?.description ?? "-") '\(row.landingPage?.text ?? "")' \
    \(row.currency) \(row.figures) pending \(row.pendingMinor)
    """
  }

  private func conversion(_ recorded: RecordedConversion, inside: String = "") throws -> [String] {
    var head = "\(inside)\(recorded.kind) \(recorded.orderID) \(recorded.refundID?.text ?? "") \(recorded.amounts) "
    head += "base \(recorded.baseMinor) refunded \(recorded.refundedMinor) full \(recorded.isFullRefund) "
    head += "test \(recorded.isTest) '\(recorded.customerEmail)' '\(recorded.customerExternalID)' "
    head += "at \(recorded.occurredAt) status \(recorded.refundStatus.map { "\($0)" } ?? "-") "
    head += "number \(recorded.contactOrderNumber)"
    var lines = [head, "\(inside)  \(recorded.receipt.rule) \(winner(recorded.receipt.winner))"]
    lines += recorded.receipt.candidates.map { "\(inside)  candidate \(candidate($0))" }
    lines += recorded.commissions.map {
      "\(inside)  \(code($0.partner)) tier \($0.tier) \($0.amount) available \($0.availableAt)"
    }
    lines += try ledger(recorded.entries).map { "\(inside)  entries \($0)" }
    for refund in recorded.refunds { lines += try conversion(refund, inside: inside + "  ") }
    return lines
  }

  private func winner(_ winner: Winner?) -> String {
    guard let winner else { return "nobody" }
    return "\(code(winner.partner)) '\(winner.subID?.text ?? "")' \(winner.click.map { "\($0)" } ?? "no click") "
      + "'\(winner.landingPage?.text ?? "")'"
  }

  private func candidate(_ candidate: Candidate) -> String {
    let evidence = "\(candidate.evidence.kind) \(candidate.evidence.value) \(candidate.verdict)"
    guard let referral = candidate.referral else { return evidence }
    return "\(evidence): \(code(referral.partner)) '\(referral.subID?.text ?? "")' "
      + "\(referral.click.map { "\($0)" } ?? "no click") \(referral.occurredAt.map { "\($0)" } ?? "ageless") "
      + "'\(referral.landingPage?.text ?? "")' \(referral.disposition) \(referral.isPartnerActive)"
  }

  /// The sums of entries that stand in the same place, in whatever order and number they came.
  private func ledger(_ entries: [RecordedEntry]) throws -> [String] {
    var sums: [String: Int64] = [:]
    for recorded in entries {
      let entry = recorded.entry
      let place =
        "\(entry.kind) \(code(entry.partner)) tier \(entry.tier) \(entry.amount.currency) '\(entry.subID?.text ?? "")' "
        + "'\(entry.landingPage?.text ?? "")' \(entry.day) from \(entry.availableOn) \(recorded.availableAt) "
        + (recorded.payout?.text ?? "unpaid")
      sums[place, default: 0] += entry.amount.minorUnits
    }
    return sums.filter { $0.value != 0 }.map { "\($0.key): \($0.value)" }.sorted()
  }

  private func describe(_ contact: Contact) -> String {
    func describe(_ referrer: Referrer?) -> String {
      guard let referrer else { return "nobody" }
      return "\(code(referrer.partner)) '\(referrer.subID?.text ?? "")' '\(referrer.landingPage?.text ?? "")' "
        + "\(referrer.boundAt) by \(contact.orders[referrer.source]?.text ?? "?")"
    }
    return "\(contact.names.map(\.value)) first \(describe(contact.referrers.first)) "
      + "last \(describe(contact.referrers.last)) orders \(contact.orderCount)"
  }
}

/// All orders in which things can happen.
func permutations<Element>(of elements: [Element]) -> [[Element]] {
  guard elements.count > 1 else { return [elements] }
  return elements.indices.flatMap { position in
    var rest = elements
    let first = rest.remove(at: position)
    return permutations(of: rest).map { [first] + $0 }
  }
}
