import TTRPC
import Testing
import TributaryClient

@Suite("A refund") struct RefundTests {
  @Test func `of a part reverses its share, and a full one the rest`() async throws {
    try await withShop { shop in
      let sale = try await shop.convert(
        shop.sale("A-1", [9_990], discount: 1_000, evidence: try await shop.evidence(subID: "mail")))
      #expect(sale.commissions.map(\.amountMinor) == [899])
      shop.clock.advance(by: 3 * TestClock.day)
      let part = try await shop.convert(shop.refund("A-1", "R-1", [3_000], at: shop.clock.now - 1))
      #expect(part.commissions.map(\.amountMinor) == [-300])
      #expect(part.commissions.map(\.availableAtUs) == sale.commissions.map(\.availableAtUs))
      let rest = try await shop.convert(shop.fullRefund("A-1"))
      #expect(rest.commissions.map(\.amountMinor) == [-599])
      let total = try await shop.total()
      #expect(total.sales == 1 && total.refunds == 2 && total.revenueMinor == 0 && total.commissionMinor == 0)
      #expect(try await shop.report(keys: [.day]).rows.map(\.refunds) == [0, 2])
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `goes where its order went, whatever evidence it brings`() async throws {
    try await withShop { shop in
      let click = try await shop.click(subID: "mail")
      try await shop.convert(shop.sale("A-1", evidence: Evidence(clickToken: click.clickToken)))
      var refund = shop.fullRefund("A-1")
      refund.evidence = try await shop.evidence("ben")
      let receipt = try await shop.convert(refund).receipt
      #expect(receipt == Receipt(partner: "anna", subId: "mail", clickId: click.clickId, rule: .sameAsOrder))
    }
  }

  @Test func `of an order that nobody won is recorded and reverses nothing`() async throws {
    try await withShop { shop in
      try await shop.convert(shop.sale("A-1"))
      let reply = try await shop.convert(shop.fullRefund("A-1"))
      #expect(reply.commissions.isEmpty && reply.receipt == Receipt(rule: .sameAsOrder))
    }
  }

  @Test func `of more than is left takes what is left, and says so`() async throws {
    try await withShop { shop in
      try await shop.convert(shop.sale("A-1", [1_000], evidence: try await shop.evidence()))
      let first = try await shop.convert(shop.refund("A-1", "R-1", [600], at: TestClock.start))
      #expect(first.refundStatus == .applied && first.refundedMinor == 600)
      shop.clock.advance(by: TestClock.second)
      let second = try await shop.convert(shop.refund("A-1", "R-2", [401]))
      #expect(second.refundStatus == .exceedsOrder && second.refundedMinor == 400)
      #expect(second.commissions.map(\.amountMinor) == [-40])
      shop.clock.advance(by: TestClock.second)
      for late in [shop.fullRefund("A-1"), shop.refund("A-1", "R-3", [1])] {
        let reply = try await shop.convert(late)
        #expect(reply.refundStatus == .exceedsOrder && reply.refundedMinor == 0 && reply.commissions.isEmpty)
      }
      let total = try await shop.total()
      #expect(total.refunds == 4 && total.revenueMinor == 0 && total.commissionMinor == 0)
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `that comes before its sale waits for it and is applied when it comes`() async throws {
    try await withShop { shop in
      try await shop.convert(shop.lead("A-1"))
      let waiting = try await shop.convert(shop.refund("A-1", "R-1", [300]))
      #expect(waiting.refundStatus == .waitingForOrder && waiting.refundedMinor == 0 && waiting.commissions.isEmpty)
      #expect(waiting.receipt == Receipt(rule: .waitingForOrder))
      #expect(try await shop.total().refunds == 0)

      let sale = try await shop.convert(shop.sale("A-1", [1_000], evidence: try await shop.evidence(subID: "mail")))
      #expect(sale.commissions.map(\.amountMinor) == [100])
      let refund = try await shop.convert(shop.refund("A-1", "R-1", [300]))
      #expect(refund.replayed && refund.refundStatus == .applied && refund.refundedMinor == 300)
      #expect(refund.commissions.map(\.amountMinor) == [-30])
      #expect(refund.receipt?.rule == .sameAsOrder && refund.receipt?.partner == "anna")
      let total = try await shop.total()
      #expect(total.refunds == 1 && total.revenueMinor == 700 && total.commissionMinor == 70)
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `that waited and does not suit its sale takes nothing back, and says why`() async throws {
    try await withShop { shop in
      var euros = shop.refund("A-1", "R-1", [300])
      euros.currency = "EUR"
      var test = shop.refund("A-1", "R-2", [300])
      test.test = true
      for refund in [euros, test] { try await shop.convert(refund) }
      try await shop.convert(shop.sale("A-1", [1_000], evidence: try await shop.evidence()))
      for (refund, status) in [(euros, RefundStatus.currencyDiffers), (test, .testDiffers)] {
        let reply = try await shop.convert(refund)
        #expect(reply.refundStatus == status && reply.refundedMinor == 0 && reply.commissions.isEmpty)
      }
      let total = try await shop.total()
      #expect(total.refunds == 0 && total.revenueMinor == 1_000 && total.commissionMinor == 100)
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `is looked at in the order in which it happened, whenever it arrives`() async throws {
    try await withShop { shop in
      let evidence = try await shop.evidence(at: TestClock.start - 5 * TestClock.hour)
      // In 3 hours 600, then 500 of 1,000, then all: however they come, the second takes 400 and the third nothing.
      let refunds: [RecordConversionRequest] = [
        shop.refund("", "R-1", [600], at: TestClock.start - 3 * TestClock.hour),
        shop.refund("", "R-2", [500], at: TestClock.start - 2 * TestClock.hour),
        shop.fullRefund("", at: TestClock.start - TestClock.hour),
      ]
      for (number, order) in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]].enumerated() {
        let id = "A-\(number)"
        for (place, index) in order.enumerated() {
          if place == number % 3 {
            try await shop.convert(
              shop.sale(id, [1_000], evidence: evidence, at: TestClock.start - 4 * TestClock.hour))
          }
          var refund = refunds[index]
          refund.orderId = id
          try await shop.convert(refund)
        }
        let found = try await shop.conversion(id)
        #expect(found.refunds.map(\.refundId) == ["R-1", "R-2", ""])
        #expect(found.refunds.map(\.baseMinor) == [600, 400, 0])
        #expect(found.refunds.map(\.refundStatus) == [.applied, .exceedsOrder, .exceedsOrder])
        #expect(found.refunds.map { $0.commissions.map(\.amountMinor) } == [[-60], [-40], []])
        #expect(found.conversion?.refundedMinor == 1_000)
      }
      let total = try await shop.total()
      #expect(total.refunds == 12 && total.revenueMinor == 0 && total.commissionMinor == 0)
      #expect(total.commissionReversedMinor == -400)
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `is in its order's currency, which need not be said`() async throws {
    try await withShop { shop in
      var sale = shop.sale("A-1", [2_000], evidence: try await shop.evidence())
      sale.currency = "EUR"
      try await shop.convert(sale)
      var refund = shop.refund("A-1", "R-1", [500])
      refund.currency = "USD"
      await expectRefusal(.invalidArgument, "currency") { try await shop.convert(refund) }
      refund.currency = "EUR"
      #expect(try await shop.convert(refund).commissions.map(\.currency) == ["EUR"])
      #expect(try await shop.convert(shop.refund("A-1", "R-2", [500])).commissions.map(\.amountMinor) == [-50])
      #expect(try await shop.total(currency: "EUR").revenueMinor == 1_000)
    }
  }

  @Test func `of a test order must be a test, and of a true one must not`() async throws {
    try await withShop { shop in
      var test = shop.sale("T-1")
      test.test = true
      try await shop.convert(test)
      try await shop.convert(shop.sale("A-1"))
      await expectRefusal(.failedPrecondition) { try await shop.convert(shop.fullRefund("T-1")) }
      var refund = shop.fullRefund("A-1")
      refund.test = true
      await expectRefusal(.failedPrecondition) { try await shop.convert(refund) }
    }
  }
}
