import TestValues
import TributaryClient

/// Compares all that can be asked of a program.
extension Run {
  func compareAll() async throws {
    try await compareConversions()
    try await compareContacts()
    try await compareBalances()
    try await comparePayouts()
    try await compareReports()
  }

  private func compareConversions() async throws {
    for order in model.orders {
      try await compare(
        GetConversionRequest(program: program, kind: order.kind, orderId: order.orderID), model.conversion(order))
    }
    for orderID in Set(model.refunds.map(\.orderID)).sorted() {
      for settlement in model.settlements(of: orderID) {
        try await compare(
          GetConversionRequest(
            program: program, kind: .refund, orderId: orderID, refundId: settlement.refund.refundID),
          GetConversionResponse(conversion: model.conversion(settlement)))
      }
    }
  }

  private func compare(_ request: GetConversionRequest, _ expected: GetConversionResponse) async throws {
    let client = client
    let actual = try await Answer { try await client.conversion(request) }
    let all = [actual.reply?.conversion].compactMap(\.self) + (actual.reply?.refunds ?? [])
    let kind = "GetConversion of a \(request.kind)"
    guard all.allSatisfy(\.hasEntriesInOrder) else {
      throw Difference(kind: kind, lines: ["the entries are not oldest first: \(readable(all))"])
    }
    do {
      try actual.mapped(\.normalised).require(.reply(expected.normalised), kind)
    } catch {
      throw Difference(kind: error.kind, lines: ["of order \(request.orderId) \(request.refundId)"] + error.lines)
    }
  }

  private func compareContacts() async throws {
    let names =
      Pools.addresses.filter { normalisedAddress($0) != nil }.map { ($0, "") } + Pools.numbers.map { ("", $0) }
    let client = client
    for (email, number) in names {
      let request = GetContactRequest(program: program, email: email, externalId: number)
      let actual = try await Answer { try await client.contact(request).normalised }
      let name = PersonName(email: email, number: number)
      let expected = try Answer.ofModel { try model.contact(name) }
      do {
        try actual.require(expected, "GetContact")
      } catch {
        throw Difference(kind: error.kind, lines: ["of \(email)\(number)"] + error.lines)
      }
    }
  }

  private func compareBalances() async throws {
    var balances: [Balance] = []
    for try await page in client.balancePages(program: program, pageSize: 2) { balances += page.balances }
    try Answer.reply(balances).require(.reply(model.balances()), "ListBalances")
  }

  private func comparePayouts() async throws {
    var payouts: [Payout] = []
    for try await page in client.payoutPages(program: program, pageSize: 2) { payouts += page.payouts }
    for position in payouts.indices { payouts[position].totals.sort { $0.currency < $1.currency } }
    try Answer.reply(payouts).require(.reply(model.payouts.reversed().map(\.payout)), "ListPayouts")
    for payout in payouts {
      var lines: [PayoutLine] = []
      for try await page in client.payoutLinePages(payout: payout.id, program: program, pageSize: 2) {
        lines += page.lines
      }
      try Answer.reply(lines).require(.reply(model.payoutLines(payout.id)), "ListPayoutLines")
    }
  }

  private func compareReports() async throws {
    let keys: [[ReportKey]] = [[.subId], [.day], [.partner], [.landingPage], [.partner, .subId, .day]]
    let partner = history.partners[Int(history.seed % UInt64(history.partners.count))].code
    let day = LocalCalendar.text(model.calendar.day(of: history.start) + 1)
    for (position, keys) in keys.enumerated() {
      let pageSize = Int32(1 + (Int(history.seed % 7) + position) % 7)
      let includeFlagged = (Int(history.seed % 2) + position).isMultiple(of: 2)
      try await compare(
        GetPartnerReportRequest(program: program, keys: keys, pageSize: pageSize, includeFlagged: includeFlagged))
    }
    try await compare(GetPartnerReportRequest(program: program, partner: partner, keys: [.landingPage, .day]))
    try await compare(GetPartnerReportRequest(program: program, keys: [.subId], fromDay: day, pageSize: 2))
    try await compare(GetPartnerReportRequest(program: program, partner: partner, keys: [.day], toDay: day))
  }

  private func compare(_ request: GetPartnerReportRequest) async throws {
    var rows: [ReportRow] = []
    let expected = model.report(request)
    let kind = "GetPartnerReport by \(request.keys.map { "\($0)" }.joined(separator: ", "))"
    func named(_ answer: Answer<[ReportRow]>, _ model: [ReportRow]) throws {
      do {
        try answer.require(.reply(model), kind)
      } catch {
        throw Difference(kind: error.kind, lines: [readable(request)] + error.lines)
      }
    }
    for try await page in client.partnerReportPages(request) {
      rows += page.rows
      try named(.reply(page.totals), expected.totals)
    }
    try named(.reply(rows), expected.rows)
    for total in expected.totals {
      var sum = ReportRow(currency: total.currency)
      for row in rows where row.currency == total.currency { sum.add(row) }
      sum.divide()
      try named(.reply([sum]), [total])
    }
  }
}
