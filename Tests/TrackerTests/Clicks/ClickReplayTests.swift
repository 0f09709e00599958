import Foundation
import TTRPC
import Testing
import TributaryClient

@Suite("A click sent again") struct ClickReplayTests {
  @Test func `is answered with the stored reply, whatever has changed since`() async throws {
    try await withShop { shop in
      let id = UUID().uuidString.lowercased()
      var expected = try await shop.click(subID: "mail", id: id)
      expected.replayed = true
      #expect(try await shop.click(subID: "mail", id: id) == expected)

      try await shop.setStatus(of: "anna", .inactive)
      shop.clock.advance(by: 40 * TestClock.day)
      #expect(try await shop.click(subID: "mail", id: id, visitor: UUID().uuidString) == expected)
      #expect(try await shop.click(subID: "mail", id: id.uppercased()) == expected)
      #expect(try await shop.total().visits == 1)
    }
  }

  @Test func `with another partner or SubID is a conflict that names the field`() async throws {
    try await withShop { shop in
      let id = try await shop.click(subID: "mail").clickId
      await expectRefusal(.alreadyExists, "partner") { try await shop.click("ben", subID: "mail", id: id) }
      await expectRefusal(.alreadyExists, "sub_id") { try await shop.click(subID: "post", id: id) }
      await expectRefusal(.alreadyExists, "sub_id") { try await shop.click(id: id) }
      // The same letter in two spellings of Unicode is two SubIDs.
      let accented = try await shop.click(subID: "caf\u{E9}").clickId
      await expectRefusal(.alreadyExists, "sub_id") { try await shop.click(subID: "cafe\u{301}", id: accented) }
      #expect(try await shop.total("anna").visits == 2)
      #expect(try await shop.total("ben").visits == 0)
    }
  }

  @Test func `many times at once is recorded once`() async throws {
    try await withShop { shop in
      let id = UUID().uuidString.lowercased()
      let replies = try await withThrowingTaskGroup { group in
        for _ in 0..<100 { group.addTask { try await shop.click(id: id) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(replies.count == 100 && replies.filter { !$0.replayed }.count == 1)
      #expect(Set(replies.map(\.visitorId)).count == 1)
      #expect(try await shop.total().visits == 1)
    }
  }

  @Test func `the same id in another program is another click`() async throws {
    try await withServer { server in
      let mugs = try await Shop(on: server)
      let pens = try await Shop(on: server, .init(account: "quill", program: "pens"))
      let id = UUID().uuidString
      #expect(try await !mugs.click(id: id).replayed)
      #expect(try await !pens.click("ben", id: id).replayed)
    }
  }
}
