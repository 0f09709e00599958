import PartnerProgram
import Store
import Testing

/// Reading and settling what a shop owes.
extension Shop {
  /// Corrects a balance.
  func adjust(
    _ id: String, _ partner: Partner, _ amount: Money, reason: String = "goodwill", day: Day = today
  ) async throws -> (entry: RecordedEntry, isReplayed: Bool) {
    let outcome = try await store.perform(
      .createAdjustment(
        Adjustment(
          program: program.id, id: try EntryName(id), partner: partner.id, amount: amount, reason: reason, day: day,
          recordedAt: Self.start)))
    guard case .adjustment(let entry, let isReplayed) = outcome else { throw UnexpectedOutcome() }
    return (entry, isReplayed)
  }

  /// Pays what is approved on a day.
  func pay(
    _ id: String, on day: Day = today, thresholds: [Currency: Int64] = [:]
  ) async throws -> (payout: Payout, isReplayed: Bool) {
    let outcome = try await store.perform(
      .createPayout(
        PayoutOrder(
          program: program.id, id: try EntryName(id), thresholds: thresholds, today: day, createdAt: Self.start)))
    guard case .payout(let payout, let isReplayed) = outcome else { throw UnexpectedOutcome() }
    return (payout, isReplayed)
  }

  /// Whom a payout paid how much.
  func paid(by id: String) async throws -> [PartnerID: [Money]] {
    let lines = try #require(
      try await store.payoutLines(program: program.id, payout: EntryName(id), after: nil, limit: 100))
    return Dictionary(grouping: lines, by: \.partner).mapValues { $0.map(\.amount) }
  }

  func balances(_ partner: Partner?, on day: Day = today) async throws -> [Balance] {
    try await store.balances(program: program.id, partner: partner?.id, today: day, after: nil, limit: 100)
  }

  /// A partner's balance in the program's currency.
  func balance(_ partner: Partner, on day: Day = today) async throws -> Balance? {
    try await balances(partner, on: day).first { $0.currency == program.currency }
  }
}
