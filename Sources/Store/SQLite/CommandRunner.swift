import GRDB
import Logging
import PartnerProgram

/// Runs one command after another inside the transaction of a batch, and keeps what is written at its end.
///
/// It holds prepared statements: it must go before its connection is closed.
final class CommandRunner {
  private let directory: Directory
  private let logger: Logger
  private let clicks: ClickRecorder
  private let conversions: ConversionRecorder
  private let accounting: Accounting
  private let purge: ClickPurge
  private let upsertRollup: HotStatement
  private let savepoint: HotStatement
  private let release: HotStatement
  private let rollbackToSavepoint: HotStatement
  private var rollup = RollupBatch()
  private var balances: BalanceBatch
  /// What the directory takes over when the batch is committed.
  private(set) var changes: [Directory.Change] = []

  init(_ database: Database, directory: Directory, limits: StoreLimits, logger: Logger) throws {
    self.directory = directory
    self.logger = logger
    clicks = try ClickRecorder(database)
    conversions = try ConversionRecorder(database, directory: directory)
    accounting = try Accounting(database, directory: directory, entriesInPayout: limits.entriesInPayout)
    purge = try ClickPurge(database)
    upsertRollup = try HotStatement(database, RollupBatch.upsert)
    savepoint = try HotStatement(database, "SAVEPOINT command")
    release = try HotStatement(database, "RELEASE command")
    rollbackToSavepoint = try HotStatement(database, "ROLLBACK TO command")
    balances = try BalanceBatch(database)
  }

  /// Writes the sums of the batch.
  func flush() throws {
    try rollup.flush(with: upsertRollup)
    try balances.flush()
  }

  /// Forgets what belongs to the batch, after it was committed or rolled back.
  func endBatch() {
    rollup.removeAll()
    balances.removeAll()
    changes.removeAll(keepingCapacity: true)
  }

  /// Runs a command.
  ///
  /// - Throws: a `DatabaseError` that the whole batch fails of. What only the command is to blame for is its outcome.
  func run(_ command: Command, in database: Database) throws -> Outcome {
    if case .click(let click) = command { return try record(click) }
    return try withinSavepoint { try run(command, database) }
  }

  private func record(_ click: ClickCommand) throws -> Outcome {
    // A click that fails has written nothing, so that the hot path does without a savepoint.
    let outcome = try clicks.record(click, rollup: &rollup)
    guard case .click = outcome else { return outcome }
    for order in try conversions.orders(awaiting: click) {
      // The click and the other orders stay whatever becomes of this one.
      let decided = try withinSavepoint {
        try conversions.decideAgain(order, after: click, rollup: &rollup, balances: &balances)
        return outcome
      }
      if case .failed(let error) = decided {
        logger.error(
          "an order was not decided again after a click",
          metadata: ["conversion": "\(order)", "click": "\(click.clickID)", "failure": "\(error)"])
      }
    }
    return outcome
  }

  private func withinSavepoint(_ body: () throws -> Outcome) throws -> Outcome {
    try savepoint.run()
    do {
      let outcome = try body()
      try release.run()
      return outcome
    } catch let error as DatabaseError where !error.concernsOneCommand {
      throw error
    } catch {
      try rollbackToSavepoint.run()
      try release.run()
      logger.note(error)
      return .failed(StoreError(failure: error))
    }
  }

  private func run(_ command: Command, _ database: Database) throws -> Outcome {
    switch command {
    case .click(let click):
      return try clicks.record(click, rollup: &rollup)
    case .conversion(let conversion):
      return .conversion(try conversions.record(conversion, rollup: &rollup, balances: &balances))
    case .pixel(let pixel):
      return .pixel(try conversions.record(pixel, rollup: &rollup, balances: &balances))
    case .confirm(let confirmation):
      return .conversion(try conversions.confirm(confirmation, rollup: &rollup, balances: &balances))
    case .createAccount(let account):
      return stored(try AccountCommands.create(account, in: database))
    case .updateAccount(let account):
      return stored(try AccountCommands.update(account, in: database))
    case .createProgram(let program):
      return stored(try ProgramCommands.create(program, in: database))
    case .updateProgram(let program):
      return stored(try ProgramCommands.update(program, in: database, directory: directory))
    case .createPartner(let partner):
      return stored(try PartnerCommands.create(partner, in: database))
    case .updatePartner(let partner):
      return stored(try PartnerCommands.update(partner, in: database))
    case .createCoupon(let coupon):
      return .coupon(try CouponCommands.create(coupon, in: database))
    case .deleteCoupon(let program, let code):
      return .coupon(try CouponCommands.delete(code, of: program, in: database))
    case .createCampaign(let campaign):
      let made = try CampaignCommands.create(campaign, in: database)
      changes.append(.campaign(made))
      return .campaign(made)
    case .deleteCampaign(let program, let code):
      let ended = try CampaignCommands.delete(code, of: program, in: database)
      changes.append(.endedCampaign(ended))
      return .campaign(ended)
    case .rotatePixelKey(let program, let time):
      let key = try PixelKeyCommands.rotate(program, at: time, in: database)
      changes.append(.program(try ProgramCommands.entry(of: program, in: database, directory: directory)))
      return .pixelKey(key)
    case .setCommissionOverride(let override):
      let program = try CommissionOverrideCommands.set(override, in: database, directory: directory)
      changes.append(.program(program))
      return .commissionOverride(override)
    case .deleteCommissionOverride(let program, let partner, let sku):
      let (override, changed) = try CommissionOverrideCommands.delete(
        program: program, partner: partner, sku: sku, in: database, directory: directory)
      changes.append(.program(changed))
      return .commissionOverride(override)
    case .eraseContact(let program, let name):
      return .contactErased(conversions: try ContactErasure.erase(name, in: program, database))
    case .createAdjustment(let adjustment):
      return try accounting.adjust(adjustment, rollup: &rollup, balances: &balances)
    case .createPayout(let order):
      return try accounting.pay(order, rollup: &rollup, balances: &balances)
    case .purgeClicks(let program, let clicks):
      return .clicksPurged(try purge.delete(clicks, of: program))
    case .createAPIKey(let key):
      return stored(try APIKeyCommands.create(key, in: database))
    case .revokeAPIKey(let id, let time):
      return stored(try APIKeyCommands.revoke(id, at: time, in: database))
    }
  }

  private func stored(_ account: Account) -> Outcome {
    changes.append(.account(AccountEntry(account)))
    return .account(account)
  }

  private func stored(_ entry: ProgramEntry) -> Outcome {
    changes.append(.program(entry))
    return .program(entry.program)
  }

  private func stored(_ partner: Partner) -> Outcome {
    changes.append(.partner(PartnerEntry(partner)))
    return .partner(partner)
  }

  private func stored(_ key: APIKey) -> Outcome {
    changes.append(.apiKey(APIKeyEntry(key)))
    return .apiKey(key)
  }
}
