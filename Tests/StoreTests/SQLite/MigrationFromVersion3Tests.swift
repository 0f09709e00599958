import Foundation
import GRDB
import Logging
import PartnerProgram
import Testing

@testable import Store

/// A database as the third version of the schema had it, with orders of the first version and a claim that joined one.
@Suite("Migration from version 3")
struct MigrationFromVersion3Tests {
  private let temporary: TemporaryDirectory
  private let program = ProgramID(rawValue: 1)
  private static let joined = ConversionID(rawValue: Version1Database.bytes(77))

  init() throws {
    temporary = try TemporaryDirectory()
    try Version1Database.make(in: temporary.path)
    let queue = try DatabaseQueue(
      path: SQLiteStore.databasePath(in: temporary.path), configuration: OpenedDatabase.configuration(readers: 1))
    try queue.write { database in
      for step in Schema.migrations[1..<3] { try database.execute(sql: step) }
      // It forgot what a claim had brought once it had joined.
      try database.execute(
        sql: "INSERT INTO confirmed_conversions SELECT program_id, ?, conversion_id FROM orders WHERE kind = 2 LIMIT 1",
        arguments: [Self.joined.rawValue.withBytes { Data($0) }])
      try database.execute(sql: "PRAGMA user_version = 3")
    }
    try queue.close()
  }

  /// Who earned an order goes on to earn it: an unsigned pixel with a later click, or with the partner's address, changes
  /// nothing of it, and confirming the claim again answers what is.
  @Test func whatIsThereIsTrusted() async throws {
    let store = try SQLiteStore.open(directory: temporary.path, logger: Logger(label: "test"))
    func recorded() async throws -> RecordedConversion {
      try #require(
        try await store.conversion(program: program, kind: .sale, order: OrderID("A-1"), refund: nil))
    }
    let before = try await recorded()
    #expect(before.receipt.winner != nil && before.receipt.candidates.allSatisfy(\.isTrusted))
    #expect(try await store.check() == [])
    let outcome = try await store.perform(
      .pixel(
        PixelCommand(
          conversion: ConversionCommand(
            conversionID: ConversionID(rawValue: Shop.id()), program: program, kind: .sale, orderID: OrderID("A-1"),
            amounts: before.amounts, customerEmail: before.customerEmail,
            evidence: [.coupon("NONE"), .email(before.customerEmail)], occurredAt: Shop.start, receivedAt: Shop.start),
          isSigned: false)))
    guard case .pixel(.recorded(let joined)) = outcome else { throw UnexpectedOutcome() }
    #expect(joined.receipt.winner == before.receipt.winner)
    #expect(joined.receipt.candidates.filter { !$0.isTrusted }.map(\.evidence.value) == ["NONE"])
    // The order's customer is still the merchant's.
    for customer in [[], [EvidenceSubmission.email("dave@example.com")]] {
      let other = try await store.perform(
        .pixel(
          PixelCommand(
            conversion: ConversionCommand(
              conversionID: ConversionID(rawValue: Shop.id()), program: program, kind: .sale, orderID: OrderID("A-1"),
              amounts: before.amounts, evidence: [.coupon("BOB")] + customer, occurredAt: Shop.start,
              receivedAt: Shop.start),
            isSigned: false)))
      guard case .pixel(.unconfirmed) = other else { throw UnexpectedOutcome() }
    }
    let confirmed = try await store.perform(
      .confirm(ConfirmCommand(program: program, id: Self.joined, receivedAt: Shop.start))
    ).conversion()
    #expect(confirmed.isReplayed)
    #expect(try await recorded().commissions == before.commissions)
    #expect(try await store.check() == [])
    await store.drain()
  }
}
