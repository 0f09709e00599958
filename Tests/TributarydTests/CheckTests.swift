import ChildProcesses
import Foundation
import GRDB
import Testing
import TributaryClient

@Suite("tributaryd check") struct CheckTests {
  /// Records a click, a lead, a sale and a refund, and one more sale.
  private func fill(_ shop: Shop) async throws {
    let evidence = Evidence(clickToken: try await shop.click().clickToken)
    for order in ["A-1", "A-2"] {
      _ = try await shop.client.recordConversion(
        .sale(
          order: order, program: Shop.program, items: [Item(unitPriceMinor: 1_000)],
          customer: Customer(email: "carla@example.com"), evidence: evidence))
    }
    _ = try await shop.client.recordConversion(.lead(entry: "L-1", program: Shop.program, evidence: evidence))
    _ = try await shop.client.recordConversion(
      .refund(order: "A-1", refund: "R-1", program: Shop.program, items: [Item(unitPriceMinor: 100)]))
  }

  /// Changes of what is stored twice, and how the line begins that tells of each.
  private static let tamperings = [
    ("rollup ", "UPDATE rollup SET visits = visits + 1"),
    ("balance ", "UPDATE balances SET earned_minor = earned_minor + 1"),
    ("ledger of a conversion ", "UPDATE ledger_entries SET amount_minor = amount_minor + 1 WHERE entry_id = 1"),
    ("refunds of an order ", "UPDATE conversions SET refunded_minor = refunded_minor + 1 WHERE order_id = 'A-2'"),
    ("base of an order ", "UPDATE conversions SET base_minor = base_minor + 1 WHERE order_id = 'A-2'"),
    ("winner of a receipt ", "UPDATE receipt_candidates SET verdict = 2"),
    ("partner of a refund ", "UPDATE conversions SET sub_id = 'x' WHERE kind = 3"),
    ("order of a conversion ", "UPDATE orders SET conversion_id = zeroblob(16) WHERE order_id = 'L-1'"),
    ("unpaid entry ", "DELETE FROM unpaid_entries WHERE entry_id = 1"),
    ("line of a payout ", "INSERT INTO payout_lines VALUES (1, 1, 'USD', 5, 1, 99)"),
    ("entry of a payment ", "INSERT INTO payout_lines VALUES (1, 1, 'USD', 5, 1, 99)"),
    ("referrer of a contact ", "UPDATE contacts SET last_bound_at = last_bound_at + 1"),
    ("touch of a click ", "UPDATE touches SET occurred_at = occurred_at + 1"),
    ("latest visit of a visitor ", "UPDATE visits SET last_visit_at = last_visit_at + 1"),
  ]

  @Test func `finds nothing, also while a server serves, and then each planted difference`() async throws {
    try await withInstallation { installation in
      try await installation.withServer { server in
        let shop = try await Shop.make(with: server.client())
        try await fill(shop)
        let end = try await installation.check()
        #expect(end.code == 0 && end.output.isEmpty && end.errors.contains("Consistent"))
        await shop.client.close()
        server.process.signal(SIGTERM)
        #expect(await server.process.end().code == 0)
      }
      for (subject, sql) in Self.tamperings {
        try await withTemporaryFolder { folder in
          let copy = Installation(data: folder, adminKey: "")
          try FileManager.default.copyItem(atPath: installation.database, toPath: copy.database)
          let queue = try DatabaseQueue(path: copy.database)
          try await queue.write { try $0.execute(sql: sql) }
          try queue.close()
          let end = try await copy.check()
          #expect(end.code == 1, "\(subject)\(end)")
          #expect(end.output.split(separator: "\n").contains { $0.hasPrefix(subject) }, "\(subject)\(end)")
        }
      }
    }
  }

  @Test func `changes nothing`() async throws {
    try await withInstallation { installation in
      let before = try Data(contentsOf: URL(filePath: installation.database))
      #expect(try await installation.check().code == 0)
      #expect(try Data(contentsOf: URL(filePath: installation.database)) == before)
    }
  }
}
