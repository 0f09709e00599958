import PartnerProgram
import Store
import Synchronization
import Testing

/// A program with partners in a store, and short ways to send it what happens.
struct Shop {
  let store: any Store
  let account: Account
  let program: Program
  let alice: Partner
  let bob: Partner

  /// A Tuesday evening: 2023-11-14T22:13:20Z.
  static let start = Timestamp(microseconds: 1_700_000_000_000_000)
  static let second: Int64 = 1_000_000
  static let hour: Int64 = 3_600 * second
  static let day: Int64 = 24 * hour
  /// The day of `start` in UTC.
  static let today = Day(daysSince1970: 19_675)

  private static let counter = Atomic<UInt64>(1)

  /// An id that no other call gives.
  static func id() -> UUIDBytes {
    UUIDBytes(high: 0x0190_0000_0000_7000, low: counter.wrappingAdd(1, ordering: .relaxed).newValue)
  }

  /// 10 per cent of sales and 50 minor units for a lead.
  static func standardTerms() throws -> CommissionTerms {
    try CommissionTerms(rule: CommissionRule(saleRate: Rate(percentE4: 100_000), leadFlatMinor: 50))
  }

  init(
    in store: any Store, name: String = "shop", currency: String = "USD", timeZone: String = "UTC",
    attribution: AttributionPolicy = .standard, holdDays: Int32 = 30, commission: CommissionTerms? = nil
  ) async throws {
    self.store = store
    let now = Self.start
    account = try await store.perform(
      .createAccount(try Account(slug: Slug("\(name)-account"), plan: .pro, createdAt: now))
    ).account()
    program = try await store.perform(
      .createProgram(
        try Program(
          slug: Slug(name), account: account.id, currency: #require(Currency(code: currency)), timeZone: timeZone,
          attribution: attribution, holdDays: holdDays, commission: commission ?? Self.standardTerms(), createdAt: now))
    ).program()
    alice = try await store.perform(
      .createPartner(try Partner(program: program.id, code: PartnerCode("ALICE"), createdAt: now))
    ).partner()
    bob = try await store.perform(
      .createPartner(try Partner(program: program.id, code: PartnerCode("BOB"), createdAt: now))
    ).partner()
  }

  /// The same shop in the store after it was opened anew.
  func moved(to store: any Store) -> Shop {
    Shop(store: store, account: account, program: program, alice: alice, bob: bob)
  }

  private init(store: any Store, account: Account, program: Program, alice: Partner, bob: Partner) {
    self.store = store
    self.account = account
    self.program = program
    self.alice = alice
    self.bob = bob
  }

  /// An amount in the program's currency.
  func money(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, currency: program.currency) }
}

extension Timestamp {
  static func + (left: Timestamp, right: Int64) -> Timestamp { left.adding(microseconds: right) }
  static func - (left: Timestamp, right: Int64) -> Timestamp { left.adding(microseconds: -right) }
}

extension Day {
  static func + (left: Day, right: Int32) -> Day { Day(daysSince1970: left.daysSince1970 + right) }
}
