import PartnerProgram
import Store

/// The raw limit of this machine: the same clicks through the same statements on the same schema, in a loop without a
/// network, a queue or another thread, committed in batches of a given size.
struct Yardstick {
  private let store: SQLiteStore
  private let program: ProgramEntry
  private let partners: [PartnerEntry]
  private var nextClick = 0
  private var ids = UUIDv7Generator()
  private var random = SplitMix64(state: 7)

  init(store: SQLiteStore, program: ProgramEntry, partners: [PartnerEntry]) {
    self.store = store
    self.program = program
    self.partners = partners
  }

  /// Clicks per second over about `seconds` of committing. Making the commands is not counted.
  mutating func measure(batchSize: Int, seconds: Double) throws -> Double {
    let clock = ContinuousClock()
    var spent = Duration.zero
    var count = 0
    while spent < .seconds(seconds) {
      let commands = try (0..<batchSize).map { _ in Command.click(try makeCommand()) }
      spent += try clock.measure { _ = try store.executeBatchDirectly(commands) }
      count += batchSize
    }
    return Double(count) / spent.inSeconds
  }

  private mutating func makeCommand() throws -> ClickCommand {
    let click = ClickMix.clicks[nextClick]
    nextClick = (nextClick + 1) % ClickMix.clicks.count
    let now = Clock.now()
    return ClickCommand(
      program: program,
      partner: partners[click.partner],
      disposition: .counted,
      clickID: ClickID(rawValue: ids.next(at: now, using: &random)),
      clickIDWasSent: false,
      visitorID: click.returningVisitor.flatMap { UUIDBytes($0) }.map(VisitorID.init(rawValue:))
        ?? VisitorID(rawValue: ids.next(at: now, using: &random)),
      visitorIsNew: click.returningVisitor == nil,
      occurredAt: now,
      receivedAt: now,
      texts: try click.packedTexts())
  }
}
