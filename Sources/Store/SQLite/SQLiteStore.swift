import GRDB
import Logging
public import PartnerProgram

/// A store in one SQLite database.
///
/// One process at a time holds its directory. One thread writes, with group commit; reports and checks read on
/// connections of their own, each from one snapshot, and neither waits for the other.
public final class SQLiteStore: Store {
  /// The catalogue.
  public let directory: Directory

  let pool: DatabasePool
  let limits: StoreLimits
  private let writer: SQLiteWriter
  private let commits: GroupCommit
  private let continuations = ContinuationLane()
  private let keys: [SigningKey]
  private let logger: Logger

  init(
    opened: OpenedDatabase, limits: StoreLimits, onFatal: @escaping @Sendable (String) -> Void, logger: Logger
  ) throws {
    directory = opened.directory
    pool = opened.pool
    keys = opened.keys
    self.limits = limits
    self.logger = logger
    writer = try SQLiteWriter(opened, limits: limits, logger: logger)
    commits = GroupCommit(executor: writer, limits: limits) { reason in
      logger.critical("nothing can be written any more", metadata: ["reason": "\(reason)"])
      onFatal(reason)
    }
  }

  deinit {
    // A store that was not drained still settles what it has taken.
    commits.end()
  }

  // MARK: - Writing

  /// Refuses what has no room. See `Store`.
  public func requireRoom() throws(StoreError) { try commits.requireRoom() }

  /// Queues a command. See `Store`.
  public func submit(
    _ command: Command, ticket: any Sendable & AnyObject, lane: any SettlementLane
  ) throws(StoreError) {
    try commits.submit(command, ticket: ticket, lane: lane)
  }

  /// Submits a command and waits for its outcome. See `Store`.
  public func perform(_ command: Command) async throws(StoreError) -> Outcome {
    let outcome = await withCheckedContinuation { continuation in
      do throws(StoreError) {
        try commits.submit(command, ticket: ContinuationLane.Waiter(continuation), lane: continuations)
      } catch {
        continuation.resume(returning: .failed(error))
      }
    }
    if case .failed(let error) = outcome { throw error }
    return outcome
  }

  /// Runs commands as one batch on the calling thread, by the code and the statements of the committing thread but
  /// without its queue: the yardstick that a server is measured against.
  ///
  /// - Throws: why the batch was refused, or `.outcomeUnknown`.
  package func executeBatchDirectly(_ commands: [Command]) throws(StoreError) -> [Outcome] {
    var outcomes: [Outcome] = []
    outcomes.reserveCapacity(commands.count)
    switch writer.execute(commands[...], outcomes: &outcomes) {
    case .committed: break
    case .refused(let error): throw error
    case .unknown(let reason): throw .outcomeUnknown(reason)
    }
    if let reason = writer.tidy() { throw .outcomeUnknown(reason) }
    return outcomes
  }

  /// Settles what is queued and closes. See `Store`.
  public func drain() async {
    await commits.drain()
    let committed = commits.committed
    logger.info(
      "store closed", metadata: ["commands": "\(committed.commands)", "batches": "\(committed.batches)"])
  }

  /// What was counted. See `Store`.
  public var metrics: StoreMetrics { commits.metrics }

  // MARK: - Reading

  /// The secrets that sign click tokens, newest first.
  public func signingKeys() -> [SigningKey] { keys }

  /// Reads one page of a report. See `Store`.
  public func report(_ query: ReportQuery) async throws(StoreError) -> ReportPage {
    let plan = try ReportPlan(query, rowLimit: limits.rowsInPage)
    return try await read { try plan.page(from: $0) }
  }

  /// Accounts in the order of their slugs. See `Store`.
  public func accounts(after slug: String?, limit: Int) async throws(StoreError) -> [Account] {
    let limit = try checked(limit)
    return try await read { try CatalogueReader.accounts($0, after: slug, limit: limit) }
  }

  /// Programs in the order of their slugs. See `Store`.
  public func programs(
    account: AccountID?, after slug: String?, limit: Int
  ) async throws(StoreError) -> [Program] {
    let limit = try checked(limit)
    return try await read { try CatalogueReader.programs($0, account: account, after: slug, limit: limit) }
  }

  /// Partners in the order of their codes. See `Store`.
  public func partners(
    program: ProgramID, after code: String?, limit: Int
  ) async throws(StoreError) -> [Partner] {
    let limit = try checked(limit)
    return try await read { try CatalogueReader.partners($0, program: program, after: code, limit: limit) }
  }

  /// Coupons in the order of their codes. See `Store`.
  public func coupons(
    program: ProgramID, after code: CouponCode?, limit: Int
  ) async throws(StoreError) -> [Coupon] {
    let limit = try checked(limit)
    return try await read { try CatalogueReader.coupons($0, program: program, after: code, limit: limit) }
  }

  /// Campaigns in the order of their codes. See `Store`.
  public func campaigns(
    program: ProgramID, after code: CampaignCode?, limit: Int
  ) async throws(StoreError) -> [Campaign] {
    let limit = try checked(limit)
    return try await read { try CatalogueReader.campaigns($0, program: program, after: code, limit: limit) }
  }

  /// Overrides of a program's commission. See `Store`.
  public func commissionOverrides(
    program: ProgramID, after position: (partner: String, sku: String)?, limit: Int
  ) async throws(StoreError) -> [CommissionOverride] {
    let limit = try checked(limit)
    return try await read {
      try CatalogueReader.commissionOverrides($0, program: program, after: position, limit: limit)
    }
  }

  /// API keys, oldest first. See `Store`.
  public func apiKeys(
    account: AccountID?, after id: String?, limit: Int
  ) async throws(StoreError) -> [APIKey] {
    let limit = try checked(limit)
    return try await read { try CatalogueReader.apiKeys($0, account: account, after: id, limit: limit) }
  }

  /// Recomputes sums from the facts. See `Store`.
  public func check() async throws(StoreError) -> [String] {
    let limit = limits.differencesInCheck
    return try await read { try ConsistencyCheck(limit: limit).differences(in: $0) }
  }

  /// Writes a consistent copy. See `Store`.
  public func backup(to path: String) async throws(StoreError) {
    try Backup.requireNew(path)
    try await read { try Backup.copy($0, to: path) }
  }

  func checked(_ limit: Int) throws(StoreError) -> Int {
    guard (1...limits.rowsInPage).contains(limit) else {
      throw .invalid(FieldError(field: "page_size", message: "must be between 1 and \(limits.rowsInPage)"))
    }
    return limit
  }

  /// Reads from one snapshot on a reading connection.
  func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws(StoreError) -> Value {
    do {
      return try await pool.read(body)
    } catch {
      if error is CancellationError { throw .stopped("whoever asked did not wait") }
      let failure = StoreError(reading: error)
      if case .io = failure { logger.note(error) }
      throw failure
    }
  }
}
