import PartnerProgram
import Store
import Synchronization
import Testing

/// A program with partners in a store, and short ways to send it clicks and orders.
struct Shop {
  let store: any Store
  let account: Account
  let program: Program
  let alice: Partner
  let bob: Partner

  /// A Tuesday evening: 2023-11-14T22:13:20Z.
  static let start = Timestamp(microseconds: 1_700_000_000_000_000)
  static let hour: Int64 = 3_600_000_000
  static let day: Int64 = 24 * hour

  private static let counter = Atomic<UInt64>(1)

  /// An id that no other call gives.
  static func id() -> UUIDBytes {
    UUIDBytes(high: 0x0190_0000_0000_7000, low: counter.wrappingAdd(1, ordering: .relaxed).newValue)
  }

  init(
    in store: any Store, name: String = "shop", currency: String = "USD", timeZone: String = "UTC",
    rule: CommissionRule? = nil, windowDays: Int32 = 60, holdDays: Int32 = 30
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
          windowDays: windowDays, holdDays: holdDays,
          commission: rule ?? CommissionRule(saleRate: Rate(percentE4: 100_000), leadFlatMinor: 50), createdAt: now))
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

  // MARK: - Clicks

  func clickCommand(
    _ partner: Partner, at time: Timestamp = start, subID: String = "", visitor: VisitorID? = nil,
    click: ClickID? = nil
  ) throws -> Command {
    let entry = try #require(store.directory.partner(id: partner.id))
    let programEntry = try #require(store.directory.program(id: program.id))
    return .click(
      ClickCommand(
        program: programEntry, partner: entry, clickID: click ?? ClickID(rawValue: Self.id()),
        clickIDWasSent: click != nil, visitorID: visitor ?? VisitorID(rawValue: Self.id()),
        visitorIsNew: visitor == nil, occurredAt: time, receivedAt: time, texts: try PackedTexts(subID: subID)))
  }

  @discardableResult
  func click(
    _ partner: Partner, at time: Timestamp = start, subID: String = "", visitor: VisitorID? = nil,
    click: ClickID? = nil
  ) async throws -> ClickOutcome {
    let outcome = try await store.perform(
      clickCommand(partner, at: time, subID: subID, visitor: visitor, click: click))
    guard case .click(let result) = outcome else { throw UnexpectedOutcome() }
    return result
  }

  // MARK: - Conversions

  func amounts(_ prices: [Int64], discount: Int64 = 0, currency: String? = nil) throws -> OrderAmounts {
    let lines = try prices.enumerated().map { try OrderLine(quantity: 1, unitPriceMinor: $1, position: $0) }
    return try OrderAmounts(
      lines: lines, discountMinor: discount,
      currency: currency.map { try #require(Currency(code: $0)) } ?? program.currency)
  }

  func saleCommand(
    _ order: String, _ prices: [Int64], at time: Timestamp, _ evidence: [EvidenceSubmission] = [],
    currency: String? = nil, isTest: Bool = false
  ) throws -> Command {
    .conversion(
      ConversionCommand(
        conversionID: ConversionID(rawValue: Self.id()), program: program.id, kind: .sale, orderID: try OrderID(order),
        amounts: try amounts(prices, currency: currency), evidence: evidence, occurredAt: time, receivedAt: time,
        isTest: isTest))
  }

  @discardableResult
  func sale(
    _ order: String, _ prices: [Int64], at time: Timestamp = start, _ evidence: [EvidenceSubmission] = [],
    currency: String? = nil, isTest: Bool = false
  ) async throws -> ConversionOutcome {
    try await store.perform(
      saleCommand(order, prices, at: time, evidence, currency: currency, isTest: isTest)
    ).conversion()
  }

  @discardableResult
  func lead(
    _ form: String, at time: Timestamp = start, _ evidence: [EvidenceSubmission] = []
  ) async throws -> ConversionOutcome {
    try await store.perform(
      .conversion(
        ConversionCommand(
          conversionID: ConversionID(rawValue: Self.id()), program: program.id, kind: .lead,
          orderID: try OrderID(form), amounts: nil, evidence: evidence, occurredAt: time, receivedAt: time))
    ).conversion()
  }

  /// Refunds an order: of `prices`, or in full when they are nil.
  @discardableResult
  func refund(
    _ order: String, _ refund: String?, _ prices: [Int64]?, at time: Timestamp = start, currency: String? = nil,
    isTest: Bool = false
  ) async throws -> ConversionOutcome {
    try await store.perform(
      .conversion(
        ConversionCommand(
          conversionID: ConversionID(rawValue: Self.id()), program: program.id, kind: .refund,
          orderID: try OrderID(order), refundID: try refund.map { try RefundID($0) },
          amounts: try prices.map { try amounts($0) }, sentCurrency: currency.flatMap(Currency.init(code:)),
          occurredAt: time, receivedAt: time, isTest: isTest))
    ).conversion()
  }

  // MARK: - Reports

  func report(
    _ partner: Partner, keys: [ReportKey] = [.subID], from: Day? = nil, to: Day? = nil, rowLimit: Int = 100,
    pageToken: String? = nil
  ) async throws -> ReportPage {
    try await store.report(
      ReportQuery(
        program: program.id, partner: partner.id, keys: keys, from: from, to: to, rowLimit: rowLimit,
        pageToken: pageToken))
  }

  /// All figures of a partner in the program's currency.
  func figures(_ partner: Partner) async throws -> RollupDelta {
    try await report(partner, keys: []).totals.first { $0.currency == program.currency }?.figures ?? RollupDelta()
  }

  /// Expects that what is summed up agrees with the facts.
  func expectConsistent(_ location: SourceLocation = #_sourceLocation) async throws {
    #expect(try await store.check() == [], sourceLocation: location)
  }
}

struct UnexpectedOutcome: Error {}

extension Outcome {
  func account() throws -> Account {
    guard case .account(let value) = self else { throw UnexpectedOutcome() }
    return value
  }

  func program() throws -> Program {
    guard case .program(let value) = self else { throw UnexpectedOutcome() }
    return value
  }

  func partner() throws -> Partner {
    guard case .partner(let value) = self else { throw UnexpectedOutcome() }
    return value
  }

  func apiKey() throws -> APIKey {
    guard case .apiKey(let value) = self else { throw UnexpectedOutcome() }
    return value
  }

  func conversion() throws -> ConversionOutcome {
    guard case .conversion(let value) = self else { throw UnexpectedOutcome() }
    return value
  }
}

extension PackedTexts {
  /// Texts of strings.
  init(
    subID: String = "", landingURL: String = "", referrerURL: String = "", userAgent: String = "", ip: String = ""
  ) throws {
    let texts = [subID, landingURL, referrerURL, userAgent, ip].map { Array($0.utf8) }
    self = try texts[0].withUnsafeBytes { subID in
      try texts[1].withUnsafeBytes { landingURL in
        try texts[2].withUnsafeBytes { referrerURL in
          try texts[3].withUnsafeBytes { userAgent in
            try texts[4].withUnsafeBytes { ip in
              try PackedTexts(
                subID: subID, landingURL: landingURL, referrerURL: referrerURL, userAgent: userAgent, ip: ip)
            }
          }
        }
      }
    }
  }
}

extension EvidenceSubmission {
  static func token(_ click: ClickID) -> Self {
    Self(item: EvidenceItem(kind: .clickToken, value: "token of \(click)"), claim: .click(click))
  }

  static func click(_ click: ClickID) -> Self {
    Self(item: EvidenceItem(kind: .clickID, value: "\(click)"), claim: .click(click))
  }

  static func visitor(_ visitor: VisitorID) -> Self {
    Self(item: EvidenceItem(kind: .visitorID, value: "\(visitor)"), claim: .visitor(visitor))
  }

  static let forgery = Self(item: EvidenceItem(kind: .clickToken, value: "forged"), claim: .badSignature)
  static let nonsense = Self(item: EvidenceItem(kind: .clickID, value: "?"), claim: .unknown)
}

extension Timestamp {
  static func + (left: Timestamp, right: Int64) -> Timestamp { left.adding(microseconds: right) }
  static func - (left: Timestamp, right: Int64) -> Timestamp { left.adding(microseconds: -right) }
}

extension Shop {
  /// Makes a partner active or inactive.
  func setStatus(_ status: PartnerStatus, of partner: Partner) async throws {
    _ = try await store.perform(
      .updatePartner(
        try Partner(program: program.id, code: partner.code, status: status, createdAt: partner.createdAt)))
  }
}
