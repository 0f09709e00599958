import GRDB
@testable import Store
import TTRPC
import Testing
import TributaryClient

/// A text of a click and how many bytes it may have.
struct ClickText: CustomTestStringConvertible, Sendable {
  let field: String
  let limit: Int
  let set: @Sendable (inout RecordClickRequest, String) -> Void

  var testDescription: String { field }

  static let all = [
    ClickText(field: "sub_id", limit: 255) { $0.subId = $1 },
    ClickText(field: "landing_url", limit: 2_048) { $0.landingUrl = $1 },
    ClickText(field: "referrer_url", limit: 2_048) { $0.referrerUrl = $1 },
    ClickText(field: "user_agent", limit: 512) { $0.userAgent = $1 },
    ClickText(field: "ip", limit: 45) { $0.ip = $1 },
  ]
}

@Suite("Texts of a click") struct ClickTextTests {
  @Test(arguments: ClickText.all)
  func `may be as long as their limit in bytes, and no byte longer`(text: ClickText) async throws {
    try await withShop { shop in
      func send(_ value: String) async throws -> RecordClickResponse {
        var request = RecordClickRequest(program: shop.program, partner: "anna")
        text.set(&request, value)
        return try await shop.click(request)
      }
      let longest = try await send(String(repeating: "x", count: text.limit))
      #expect(longest.disposition == .counted)
      await expectRefusal(.invalidArgument, text.field) {
        try await send(String(repeating: "x", count: text.limit + 1))
      }
      // Three bytes a character: the limit counts bytes.
      await expectRefusal(.invalidArgument, text.field) {
        try await send(String(repeating: "€", count: text.limit / 3 + 1))
      }
      #expect(try await shop.total().visits == 1)
    }
  }

  @Test func `a SubID may be any text, and comes back as it was`() async throws {
    try await withShop { shop in
      let subIDs = [
        "ключ=значение&x", "\u{1F375} & <b>\"'", "caf\u{E9}", "cafe\u{301}", " ", "\n\t", "\u{202E}rtl", "%00",
        "\u{7F}",
        String(repeating: "é", count: 127) + "x",
      ]
      for subID in subIDs { try await shop.click(subID: subID) }
      let rows = try await shop.report(keys: [.subId]).rows
      // Swift compares texts by meaning; SubIDs are compared by their bytes.
      #expect(Set(rows.map { Array($0.subId.utf8) }) == Set(subIDs.map { Array($0.utf8) }))
      #expect(rows.count == subIDs.count && rows.allSatisfy { $0.visits == 1 })
    }
  }

  @Test(arguments: [
    (AddressStorage.unspecified, ["203.0.113.0", "2001:db8:1::", ""]),
    (.truncated, ["203.0.113.0", "2001:db8:1::", ""]),
    (.none, ["", "", ""]), (.full, ["203.0.113.77", "2001:db8:1:2:3:4:5:6", ""]),
  ])
  func `are stored as they came, and the address as the program says`(
    storage: AddressStorage, stored: [String]
  ) async throws {
    try await withShop(.init(addressStorage: storage)) { shop in
      for (number, ip) in ["203.0.113.77", "2001:db8:1:2:3:4:5:6", "no address"].enumerated() {
        try await shop.click(
          RecordClickRequest(
            program: shop.program, partner: "anna", subId: "\(number)", landingUrl: "https://mugs.example/ü?a#b",
            referrerUrl: "https://blog.example/", userAgent: "Tester/1.0", ip: ip))
      }
      let columns = ["landing_url", "referrer_url", "user_agent", "ip"]
      let rows = try await shop.server.store.pool.read { database in
        try Row.fetchAll(database, sql: "SELECT * FROM clicks ORDER BY sub_id").map { row in
          columns.map { row[$0] as String }
        }
      }
      #expect(
        rows == stored.map { ["https://mugs.example/ü?a#b", "https://blog.example/", "Tester/1.0", $0] })
    }
  }
}
