public import PartnerProgram

/// What a store has counted since it was opened. A snapshot: its values were read one after the other.
public struct StoreMetrics: Sendable, Equatable {
  /// Whether it takes commands: it was not shut down, and no commit has ended in an unknown way.
  public var takesCommands = true
  /// Commands that wait or are in work.
  public var queuedCommands = 0
  /// Memory that these hold, in bytes.
  public var queuedBytes = 0
  /// Commands that were settled, whether they failed or not, by kind.
  public var commands: [CommandKind: Int] = [:]
  /// Commands that failed, or were not taken at all, by reason.
  public var failures: [CommandFailure: Int] = [:]
  /// Clicks that were recorded, by what they count as. One that was recorded before is not among them.
  public var clicks: [ClickDisposition: Int] = [:]
  /// Leads and sales that were recorded and earned nothing although somebody had referred them, by reason.
  public var flags: [Flag.Reason: Int] = [:]
  /// How many commands shared a batch.
  public var batchSizes = Histogram(bounds: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096])
  /// How long batches took from their first command to the end of their commit, in seconds. The bounds are close enough
  /// to tell a median from: those of a commit are what a caller's waiting is judged by.
  public var commitSeconds = Histogram(
    bounds: [
      0.000_2, 0.000_3, 0.000_5, 0.000_7, 0.001, 0.001_5, 0.002, 0.003, 0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.05,
      0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3,
    ])

  /// A snapshot with nothing counted.
  public init() {}
}

/// What a command is about, coarse enough to be counted by.
public enum CommandKind: Int, CaseIterable, Sendable {
  case click, conversion, catalogue, accounting, upkeep

  init(_ command: Command) {
    switch command {
    case .click: self = .click
    case .conversion, .pixel, .confirm: self = .conversion
    case .createAdjustment, .createPayout: self = .accounting
    case .purgeClicks, .eraseContact: self = .upkeep
    case .createAccount, .updateAccount, .createProgram, .updateProgram, .createPartner, .updatePartner, .createAPIKey,
      .revokeAPIKey, .createCoupon, .deleteCoupon, .createCampaign, .deleteCampaign, .rotatePixelKey,
      .setCommissionOverride, .deleteCommissionOverride:
      self = .catalogue
    }
  }
}

/// Why a command was not done, without the particulars of ``StoreError``.
public enum CommandFailure: String, CaseIterable, Sendable {
  case overloaded, full, stopped
  case outcomeUnknown = "outcome_unknown"
  case alreadyExists = "already_exists"
  case notFound = "not_found"
  case failedPrecondition = "failed_precondition"
  case invalid
  case newerDatabase = "newer_database"
  case io

  init(_ error: StoreError) {
    switch error {
    case .overloaded: self = .overloaded
    case .full: self = .full
    case .stopped: self = .stopped
    case .outcomeUnknown: self = .outcomeUnknown
    case .alreadyExists: self = .alreadyExists
    case .notFound: self = .notFound
    case .failedPrecondition: self = .failedPrecondition
    case .invalid: self = .invalid
    case .newerDatabase: self = .newerDatabase
    case .io: self = .io
    }
  }
}
