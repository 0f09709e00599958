/// Which commands wait and whether more may come: the state of the group commit, without threads or I/O.
///
/// Commands that arrive while a batch is in work are the next batch. Each command counts against the limits of number
/// and memory until it is settled, so that commands in work are bounded too.
struct CommandQueue {
  /// Where an outcome goes.
  struct Address {
    let ticket: any Sendable & AnyObject
    let lane: any SettlementLane
    /// Memory that the command holds.
    let byteCount: Int
  }

  /// Commands and, at the same positions, their addresses.
  struct Batch {
    var commands: [Command] = []
    var addresses: [Address] = []
  }

  /// Whether the queue takes commands.
  enum State: Equatable {
    case open
    /// Takes none, but those that wait are still executed.
    case draining
    /// Takes none and executes none: those that wait fail with this reason.
    case stopped(String)
  }

  private(set) var state = State.open
  /// Whether the committing thread is to end once nothing waits.
  private(set) var endsWhenEmpty = false
  private(set) var waiting = Batch()
  private var inWork = 0
  /// Memory of the commands that wait or are in work.
  private(set) var byteCount = 0
  private let limits: StoreLimits
  /// Commands that may wait or be in work: as many as are done in the time that one may wait.
  private(set) var countLimit: Int
  /// Commands that large batches did in a second, averaged; nil until there was one.
  private var speed: Double?

  /// How many commands wait or are in work.
  var count: Int { waiting.commands.count + inWork }

  init(_ limits: StoreLimits) {
    self.limits = limits
    countLimit = limits.queuedCommands
  }

  /// Whether a further command would be refused, however small it is.
  var isFull: Bool { count >= countLimit || (count > 0 && byteCount >= limits.queuedBytes) }

  mutating func enqueue(_ command: Command, _ address: Address) throws(StoreError) {
    switch state {
    case .open: break
    case .draining: throw .stopped("the store is shutting down")
    case .stopped(let reason): throw .stopped(reason)
    }
    let count = count
    guard count < countLimit, count == 0 || byteCount + address.byteCount <= limits.queuedBytes else {
      throw .overloaded
    }
    byteCount += address.byteCount
    waiting.commands.append(command)
    waiting.addresses.append(address)
  }

  /// Takes all that waits in exchange for an emptied batch, whose memory is used again.
  mutating func exchange(for emptied: inout Batch) {
    swap(&waiting, &emptied)
    inWork += emptied.commands.count
  }

  /// Notes that commands that were in work are settled.
  mutating func settle(_ addresses: ArraySlice<Address>) {
    inWork -= addresses.count
    byteCount -= addresses.reduce(0) { $0 + $1.byteCount }
  }

  /// Batches of fewer commands say nothing of how fast many are done: most of their time is the sync.
  private static let leastTellingBatch = 256
  /// The share that the latest batch has in the average.
  private static let weightOfLatest = 0.25

  /// Notes how long a batch took, until the next one could begin.
  mutating func learn(batchOf count: Int, took duration: Duration) {
    guard count >= Self.leastTellingBatch, duration > .zero else { return }
    let latest = Double(count) / (duration / .seconds(1))
    let average = speed.map { $0 + (latest - $0) * Self.weightOfLatest } ?? latest
    speed = average
    let count = Int(min(average * (limits.queueWait / .seconds(1)), Double(limits.queuedCommands)))
    countLimit = min(max(count, limits.queuedCommandsAtLeast), limits.queuedCommands)
  }

  /// Refuses new commands from now on.
  mutating func drain() {
    endsWhenEmpty = true
    if state == .open { state = .draining }
  }

  /// Refuses new commands and gives up those that wait. The first reason stays.
  mutating func stop(_ reason: String) {
    if case .stopped = state { return }
    state = .stopped(reason)
  }
}
