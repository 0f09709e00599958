import PartnerProgram
import Store
import Synchronization

/// A store that reads as another one does and does with commands what a test says.
final class ScriptedStore: Store {
  /// What becomes of a command.
  enum Behaviour: Sendable {
    /// The store takes none.
    case refuse(StoreError)
    /// It takes it, and the batch fails.
    case fail(StoreError)
    /// The commit does not end before the test says so.
    case hang
  }

  private struct Held {
    let command: Command
    let ticket: any Sendable & AnyObject
    let lane: any SettlementLane
  }

  private let store: any Store
  private let behaviour: Behaviour
  private let held = Mutex<[Held]>([])

  init(over store: any Store, _ behaviour: Behaviour) {
    self.store = store
    self.behaviour = behaviour
  }

  func requireRoom() throws(StoreError) { try store.requireRoom() }

  func submit(_ command: Command, ticket: any Sendable & AnyObject, lane: any SettlementLane) throws(StoreError) {
    switch behaviour {
    case .refuse(let error): throw error
    case .fail(let error): lane.deliver([Settlement(ticket: ticket, outcome: .failed(error))])
    case .hang: held.withLock { $0.append(Held(command: command, ticket: ticket, lane: lane)) }
    }
  }

  /// Ends the commits that hang, as if the disk were back.
  func release() throws(StoreError) {
    for command in held.withLock({ $0 }) {
      try store.submit(command.command, ticket: command.ticket, lane: command.lane)
    }
  }

  // MARK: - As the other store

  var directory: Directory { store.directory }

  var metrics: StoreMetrics { store.metrics }

  func perform(_ command: Command) async throws(StoreError) -> Outcome { try await store.perform(command) }

  func report(_ query: ReportQuery) async throws(StoreError) -> ReportPage { try await store.report(query) }

  func accounts(after slug: String?, limit: Int) async throws(StoreError) -> [Account] {
    try await store.accounts(after: slug, limit: limit)
  }

  func programs(account: AccountID?, after slug: String?, limit: Int) async throws(StoreError) -> [Program] {
    try await store.programs(account: account, after: slug, limit: limit)
  }

  func partners(program: ProgramID, after code: String?, limit: Int) async throws(StoreError) -> [Partner] {
    try await store.partners(program: program, after: code, limit: limit)
  }

  func coupons(program: ProgramID, after code: CouponCode?, limit: Int) async throws(StoreError) -> [Coupon] {
    try await store.coupons(program: program, after: code, limit: limit)
  }

  func campaigns(program: ProgramID, after code: CampaignCode?, limit: Int) async throws(StoreError) -> [Campaign] {
    try await store.campaigns(program: program, after: code, limit: limit)
  }

  func commissionOverrides(
    program: ProgramID, after position: (partner: String, sku: String)?, limit: Int
  ) async throws(StoreError) -> [CommissionOverride] {
    try await store.commissionOverrides(program: program, after: position, limit: limit)
  }

  func contact(program: ProgramID, name: ContactName) async throws(StoreError) -> Contact? {
    try await store.contact(program: program, name: name)
  }

  func conversion(
    program: ProgramID, kind: ConversionKind, order: OrderID, refund: RefundID?
  ) async throws(StoreError) -> RecordedConversion? {
    try await store.conversion(program: program, kind: kind, order: order, refund: refund)
  }

  func unconfirmedConversions(
    program: ProgramID, before id: ConversionID?, limit: Int
  ) async throws(StoreError) -> [UnconfirmedConversion] {
    try await store.unconfirmedConversions(program: program, before: id, limit: limit)
  }

  func balances(
    program: ProgramID, partner: PartnerID?, today: Day, after position: (partner: String, currency: String)?,
    limit: Int
  ) async throws(StoreError) -> [Balance] {
    try await store.balances(program: program, partner: partner, today: today, after: position, limit: limit)
  }

  func payouts(program: ProgramID, after id: EntryName?, limit: Int) async throws(StoreError) -> [Payout] {
    try await store.payouts(program: program, after: id, limit: limit)
  }

  func payoutLines(
    program: ProgramID, payout: EntryName, after position: (partner: String, currency: String)?, limit: Int
  ) async throws(StoreError) -> [PayoutLine]? {
    try await store.payoutLines(program: program, payout: payout, after: position, limit: limit)
  }

  func apiKeys(account: AccountID?, after id: String?, limit: Int) async throws(StoreError) -> [APIKey] {
    try await store.apiKeys(account: account, after: id, limit: limit)
  }

  func signingKeys() -> [SigningKey] { store.signingKeys() }

  func purgeClicks(program: ProgramID, before: Timestamp) async throws(StoreError) -> Int64 {
    try await store.purgeClicks(program: program, before: before)
  }

  func check() async throws(StoreError) -> [String] { try await store.check() }

  func backup(to path: String) async throws(StoreError) { try await store.backup(to: path) }

  func drain() async { await store.drain() }
}
