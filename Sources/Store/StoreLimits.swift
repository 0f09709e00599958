/// Every limit of a store. Past one of them the caller sees an error; nothing grows without bound.
public struct StoreLimits: Sendable {
  /// Commands that may wait or be in work at once, however fast they are done. Past it, submitting throws `.overloaded`.
  public var queuedCommands: Int = 65_536

  /// How long a command may have to wait, as far as the speed of the latest batches tells. A command that would wait for
  /// longer is refused with `.overloaded` while its sender still listens, instead of being done for nobody.
  public var queueWait: Duration = .milliseconds(500)

  /// Commands that may wait or be in work however slow they are, unless ``queuedCommands`` is less: a full batch. With few
  /// of them in a batch its sync would cost more than its work, and make the next batches slower still.
  public var queuedCommandsAtLeast: Int = 4_096

  /// Memory that these commands may hold, in bytes. Past it, submitting throws `.overloaded`, except that a command
  /// which is larger than this by itself is taken when no other is there: it could never be recorded otherwise.
  public var queuedBytes: Int = 64 * 1_024 * 1_024

  /// Commands that one transaction holds at most.
  public var commandsInBatch: Int = 4_096

  /// Connections that read, each used by one report or check at a time. More readers wait.
  public var readers: Int = 4

  /// Pages in the write-ahead log after which the writer copies it back into the database, once a batch has been
  /// answered. 4,000 pages of 8 KiB are 32 MB. Readers may keep the log from beginning anew: four times as many pages
  /// are the most that it has while each of them takes less than a quarter of a second.
  public var walPagesBeforeCheckpoint: Int = 4_000

  /// Rows that one page of a report or list may ask for.
  public var rowsInPage: Int = 10_000

  /// Entries of the ledger that one payout marks paid, since it is one transaction. What is left is for the next one.
  public var entriesInPayout: Int = 1_000_000

  /// Clicks that one command of a purge deletes, so that events are not held up for long.
  public var clicksInPurge: Int = 2_000

  /// Differences that a check reports; it stops looking after that many.
  public var differencesInCheck: Int = 1_000

  /// The usual limits.
  public init() {}
}
