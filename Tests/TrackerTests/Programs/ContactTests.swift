import GRDB
@testable import Store
import TTRPC
import Testing
import TributaryClient

@Suite("Contacts") struct ContactTests {
  private func erase(_ shop: Shop, email: String = "", externalID: String = "") async throws -> Int64 {
    try await shop.owner.call(
      ProgramsService.eraseContact,
      EraseContactRequest(program: "mugs", email: email, externalId: externalID)
    ).conversions
  }

  @Test func `are found by any name, with their referrers`() async throws {
    try await withShop { shop in
      for (number, partner) in ["anna", "ben"].enumerated() {
        var sale = shop.sale("A-\(number)", evidence: try await shop.evidence(partner, subID: "s\(number)"))
        sale.customer = Customer(email: "carla@example.com", externalId: "C-7")
        try await shop.convert(sale)
        shop.clock.advance(by: TestClock.hour)
      }
      let expected = Contact(
        emails: [.init(value: "carla@example.com")], externalIds: [.init(value: "C-7")],
        firstReferrer: Referrer(partner: "anna", subId: "s0", orderId: "A-0", boundAtUs: TestClock.start),
        lastReferrer: Referrer(
          partner: "ben", subId: "s1", orderId: "A-1", boundAtUs: TestClock.start + TestClock.hour),
        orders: 2)
      #expect(try await shop.contact(email: "\tCARLA@example.com.") == expected)
      #expect(try await shop.contact(externalID: "C-7") == expected)
      for (email, number) in [("", ""), ("a@b", "C-7")] {
        await expectRefusal(.invalidArgument, "email") { try await shop.contact(email: email, externalID: number) }
      }
      await expectRefusal(.invalidArgument, "email") { try await shop.contact(email: "no address") }
      await expectRefusal(.notFound, "email") { try await shop.contact(email: "nobody@example.com") }
      await expectRefusal(.notFound, "external_id") { try await shop.contact(externalID: "c-7") }
    }
  }

  @Test func `keep what forms told, until they are erased`() async throws {
    try await withShop { shop in
      try await shop.fillForm(email: "carla@example.com", [("shoe.size", "42"), ("Phone", "+49 secret")])
      #expect(
        try await shop.contact(email: "carla@example.com").fields == [
          .init(name: "Phone", value: "+49 secret"), .init(name: "shoe.size", value: "42"),
        ])
      #expect(try await erase(shop, email: "carla@example.com") == 1)
      #expect(try await texts(in: shop).filter { $0.lowercased().contains("secret") } == [])
      try await shop.convert(shop.lead("L-1", email: "carla@example.com"))
      #expect(try await shop.contact(email: "carla@example.com").fields == [])
    }
  }

  @Test func `are erased with every trace of their names, and no figure changes`() async throws {
    try await withShop { shop in
      let address = "carla.secret@example.com"
      var sale = shop.sale("A-1", email: address, evidence: try await shop.evidence(subID: "mail"))
      sale.customer?.externalId = "C-secret"
      try await shop.convert(sale)
      try await shop.convert(shop.lead("L-1", email: address.uppercased()))
      try await shop.convert(shop.sale("B-1", email: "dora@example.com"))
      let (report, balances) = (try await shop.report(), try await shop.balances())
      let before = try #require(try await shop.conversion("A-1").conversion)

      #expect(try await erase(shop, externalID: "C-secret") == 2)
      await expectRefusal(.notFound, "email") { try await shop.contact(email: address) }
      await expectRefusal(.notFound, "email") { try await erase(shop, email: address) }
      let after = try #require(try await shop.conversion("A-1").conversion)
      #expect(after.customer == nil && after.receipt?.partner == "anna" && after.entries == before.entries)
      #expect(after.receipt?.candidates.map(\.evidence) == before.receipt?.candidates.map(\.evidence))
      #expect(after.receipt?.candidates.map(\.value).filter(\.isEmpty).count == 2)
      let left = try await (shop.report(), shop.balances())
      #expect(left.0 == report && left.1 == balances)
      #expect(try await shop.contact(email: "dora@example.com").orders == 1)
      #expect(try await shop.server.differences() == [])
      #expect(try await texts(in: shop).filter { $0.lowercased().contains("secret") } == [])
    }
  }

  /// Every text that the database holds, in whatever table.
  private func texts(in shop: Shop) async throws -> [String] {
    try await shop.server.store.pool.read { database in
      let tables = try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
      return try tables.flatMap { table in
        try Row.fetchAll(database, sql: "SELECT * FROM \"\(table)\"").flatMap { row in
          row.databaseValues.compactMap { value in
            switch value.storage {
            case .string(let text): text
            case .blob(let bytes): String(decoding: bytes, as: UTF8.self)
            default: nil
            }
          }
        }
      }
    }
  }
}
