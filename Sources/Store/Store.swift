public import PartnerProgram

/// Where facts are kept: the one contract that every backend fulfils and that the conformance suite tests.
///
/// Writes are commands. They are queued, committed together with whatever else has arrived (group commit), and settled
/// only when they are durable: an outcome that is not a failure is on disk, in the next report and in the directory.
/// A command that fails writes nothing and does not disturb its neighbours.
public protocol Store: Sendable {
  /// The catalogue of accounts, programs, partners and keys, kept in memory and never behind a settled command.
  var directory: Directory { get }

  /// Throws `.overloaded` while the queue is at its limit. It costs next to nothing, so that whoever is to be refused can
  /// be before any work is put into a command; ``submit(_:ticket:lane:)`` has the last word.
  func requireRoom() throws(StoreError)

  /// Queues a command and returns at once, without any I/O. Its outcome comes to `lane`, exactly once.
  ///
  /// - Parameters:
  ///   - command: what to do.
  ///   - ticket: the submitter's own mark, handed back with the outcome.
  ///   - lane: where the outcome is delivered, in the order of submission.
  /// - Throws: `.overloaded` when the queue is at its limit, `.stopped` after an unknown commit outcome or a shutdown.
  ///   A command that was refused this way is never settled.
  func submit(_ command: Command, ticket: any Sendable & AnyObject, lane: any SettlementLane) throws(StoreError)

  /// Submits a command and waits for its outcome, which is never `.failed`: a failure is thrown.
  func perform(_ command: Command) async throws(StoreError) -> Outcome

  /// Reads one page of a report from one snapshot. It costs what the report's own days and SubIDs cost, however many
  /// clicks and conversions lie behind them.
  func report(_ query: ReportQuery) async throws(StoreError) -> ReportPage

  /// Accounts in the order of their slugs, beginning after `slug` (nil: with the first), at most `limit`, which is
  /// 1 to `StoreLimits.rowsInPage`.
  func accounts(after slug: String?, limit: Int) async throws(StoreError) -> [Account]

  /// Programs in the order of their slugs, of one account or (nil) of all, beginning after `slug`.
  func programs(account: AccountID?, after slug: String?, limit: Int) async throws(StoreError) -> [Program]

  /// Partners of a program in the order of their codes, beginning after `code`.
  func partners(program: ProgramID, after code: String?, limit: Int) async throws(StoreError) -> [Partner]

  /// Coupons of a program in the order of their codes, beginning after `code`.
  func coupons(program: ProgramID, after code: CouponCode?, limit: Int) async throws(StoreError) -> [Coupon]

  /// Campaigns of a program in the order of their codes, beginning after `code`.
  func campaigns(program: ProgramID, after code: CampaignCode?, limit: Int) async throws(StoreError) -> [Campaign]

  /// Overrides of a program's commission in the order of partner code (every partner first) and product code, beginning
  /// after the one for the partner with this code (empty: every partner) and this product.
  func commissionOverrides(
    program: ProgramID, after position: (partner: String, sku: String)?, limit: Int
  ) async throws(StoreError) -> [CommissionOverride]

  /// The contact that a name belongs to, or nil.
  func contact(program: ProgramID, name: ContactName) async throws(StoreError) -> Contact?

  /// A recorded conversion as it stands, a sale with its refunds, or nil.
  func conversion(
    program: ProgramID, kind: ConversionKind, order: OrderID, refund: RefundID?
  ) async throws(StoreError) -> RecordedConversion?

  /// What unsigned pixels said of a program's orders and nobody confirmed, newest first, beginning after the one with this
  /// id.
  func unconfirmedConversions(
    program: ProgramID, before id: ConversionID?, limit: Int
  ) async throws(StoreError) -> [UnconfirmedConversion]

  /// What is owed to a partner, or (nil) to each, in the order of partner codes and currency codes, beginning after the
  /// balance of the partner with this code in this currency. Balances in which nothing ever moved are left out.
  ///
  /// - Parameter today: the day in the program's time zone: what is available on it or before is approved.
  func balances(
    program: ProgramID, partner: PartnerID?, today: Day, after position: (partner: String, currency: String)?,
    limit: Int
  ) async throws(StoreError) -> [Balance]

  /// Payouts of a program, newest first, beginning after the one with this id.
  func payouts(program: ProgramID, after id: EntryName?, limit: Int) async throws(StoreError) -> [Payout]

  /// Lines of a payout in the order of partner codes and currency codes, beginning after those of the partner with this
  /// code in this currency; nil when there is no such payout.
  func payoutLines(
    program: ProgramID, payout: EntryName, after position: (partner: String, currency: String)?, limit: Int
  ) async throws(StoreError) -> [PayoutLine]?

  /// API keys of an account (nil: of all, the server's own key included), oldest first, beginning after the key `id`.
  func apiKeys(account: AccountID?, after id: String?, limit: Int) async throws(StoreError) -> [APIKey]

  /// The secrets that sign click tokens, newest first. The first signs; all verify. Made when the store is created.
  func signingKeys() -> [SigningKey]

  /// Deletes a program's clicks that were followed before a moment, in small batches between other commands. No report
  /// changes: what they had counted is kept.
  ///
  /// - Returns: how many are deleted.
  func purgeClicks(program: ProgramID, before: Timestamp) async throws(StoreError) -> Int64

  /// Recomputes rollups, balances and refunded sums from the facts. Each difference is one line that names the key,
  /// what is stored and what was recomputed; an empty list means that the store is consistent.
  func check() async throws(StoreError) -> [String]

  /// Writes a consistent copy to a new file while the store goes on serving.
  ///
  /// - Throws: `.alreadyExists` when `path` exists, `.full` when there is no room for the copy.
  func backup(to path: String) async throws(StoreError)

  /// What was counted since the store was opened, and whether it takes commands. It costs no I/O.
  var metrics: StoreMetrics { get }

  /// Refuses new commands, settles those that are queued, and closes. Returns when all is closed.
  func drain() async
}
