import Foundation
import TTRPC
import Testing
import TributaryClient

@Suite("What comes late") struct ArrivalTests {
  @Test func `is added to its order, which moves to whom it shows`() async throws {
    try await withShop { shop in
      let (anna, ben) = (
        try await shop.click("anna", subID: "mail", at: TestClock.start - TestClock.hour), try await shop.click("ben")
      )
      try await shop.convert(shop.sale("A-1", evidence: Evidence(clickToken: anna.clickToken)))
      let moved = try await shop.convert(shop.sale("A-1", evidence: Evidence(clickToken: ben.clickToken)))
      #expect(moved.replayed && moved.receipt?.partner == "ben")
      #expect(moved.commissions.map(\.partner) == ["ben"] && moved.commissions.map(\.amountMinor) == [1_000])
      let stored = try #require(try await shop.conversion("A-1").conversion)
      #expect(stored.receipt == moved.receipt && stored.commissions == moved.commissions)
      #expect(stored.entries.map(\.kind) == [.earned, .earned, .earned])
      #expect(stored.entries.map(\.partner).prefix(1) == ["anna"])
      #expect(Set(stored.entries.dropFirst().map { "\($0.partner) \($0.amountMinor)" }) == ["anna -1000", "ben 1000"])
      #expect(stored.entries.map(\.number) == stored.entries.map(\.number).sorted())
      let (first, second) = (try await shop.total("anna"), try await shop.total("ben"))
      #expect(first.sales == 0 && first.commissionMinor == 0 && first.visits == 1)
      #expect(second.sales == 1 && second.commissionMinor == 1_000)
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `may be the click itself, by its id, its token or its visitor`() async throws {
    try await withShop { shop in
      let (click, visitor) = (UUID().uuidString.lowercased(), UUID().uuidString.lowercased())
      let token = try await shop.click().clickToken
      let waiting = [
        shop.sale("A-1", evidence: Evidence(clickId: click)), shop.sale("A-2", evidence: Evidence(visitorId: visitor)),
      ]
      for sale in waiting {
        #expect(try await shop.convert(sale).receipt?.candidates.map(\.verdict) == [.unknown])
      }
      try await shop.click(subID: "late", id: click, visitor: visitor, at: TestClock.start - TestClock.minute)
      for sale in waiting {
        let found = try await shop.conversion(sale.orderId).conversion
        #expect(found?.receipt?.partner == "anna" && found?.receipt?.clickId == click)
        #expect(found?.commissions.map(\.amountMinor) == [1_000])
      }
      #expect(try await shop.total().sales == 2)
      #expect(
        try await shop.convert(shop.sale("A-3", evidence: Evidence(clickToken: token))).receipt?.partner == "anna")
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `makes no difference to what is said in the end`() async throws {
    // The sale without a cookie, its pixel with the token, a partial and a full refund, in all 24 orders.
    try await withShop { shop in
      let customer = "carla@example.com"
      let ben = try await shop.evidence("ben")
      let token = try await shop.click("anna", subID: "mail").clickToken
      shop.clock.advance(by: TestClock.hour)
      let events: [RecordConversionRequest] = [
        shop.sale("", [1_000, 335], email: customer, at: shop.clock.now - 3),
        shop.sale("", [1_000, 335], evidence: Evidence(clickToken: token), at: shop.clock.now - 3),
        shop.refund("", "R-1", [335], at: shop.clock.now - 2),
        shop.fullRefund("", at: shop.clock.now - 1),
      ]
      var ends: Set<String> = []
      var number = 0
      func play(_ left: [RecordConversionRequest], _ played: [RecordConversionRequest]) async throws {
        guard left.isEmpty else {
          for index in left.indices {
            var rest = left
            let next = rest.remove(at: index)
            try await play(rest, played + [next])
          }
          return
        }
        number += 1
        let email = "\(number)-\(customer)"
        try await shop.convert(shop.lead("L-\(number)", email: email, evidence: ben))
        for var event in played {
          event.orderId = "A-\(number)"
          if event.customer != nil { event.customer = Customer(email: email) }
          try await shop.convert(event)
        }
        let end = try await shop.conversion("A-\(number)")
        let states = ([end.conversion].compactMap(\.self) + end.refunds).map { conversion in
          "\(String(describing: conversion.receipt)) \(conversion.commissions) \(conversion.refundStatus)"
        }
        ends.insert(states.joined(separator: "\n").replacing(email, with: customer))
      }
      try await play(events, [])
      #expect(number == 24 && ends.count == 1)
      #expect(ends.first?.contains("anna") == true)
      let balance = try await shop.balances("anna").first
      #expect(balance?.balanceMinor == 0 && balance?.earnedMinor == -(balance?.reversedMinor ?? 0))
      #expect(try await shop.server.differences() == [])
    }
  }
}
