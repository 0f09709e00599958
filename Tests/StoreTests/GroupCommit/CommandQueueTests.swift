import PartnerProgram
import Testing

@testable import Store

@Suite("Command queue")
struct CommandQueueTests {
  private func address(_ byteCount: Int) -> CommandQueue.Address {
    CommandQueue.Address(ticket: Ticket(0), lane: CollectingLane(), byteCount: byteCount)
  }

  @Test func memoryCountsUntilItIsSettled() throws {
    var limits = StoreLimits()
    limits.queuedBytes = 100
    var queue = CommandQueue(limits)
    let command = ScriptedExecutor.command(0)
    try queue.enqueue(command, address(60))
    try queue.enqueue(command, address(40))
    var taken = CommandQueue.Batch()
    queue.exchange(for: &taken)
    #expect(throws: StoreError.overloaded) { try queue.enqueue(command, address(1)) }
    queue.settle(taken.addresses[0..<1])
    #expect(throws: StoreError.overloaded) { try queue.enqueue(command, address(61)) }
    try queue.enqueue(command, address(60))
    queue.settle(taken.addresses[1..<2])
    try queue.enqueue(command, address(40))
  }

  @Test func aCommandLargerThanTheLimitGoesAlone() throws {
    var limits = StoreLimits()
    limits.queuedBytes = 100
    var queue = CommandQueue(limits)
    let command = ScriptedExecutor.command(0)
    try queue.enqueue(command, address(1_000))
    #expect(throws: StoreError.overloaded) { try queue.enqueue(command, address(0)) }
    var taken = CommandQueue.Batch()
    queue.exchange(for: &taken)
    queue.settle(taken.addresses[...])
    try queue.enqueue(command, address(1))
    #expect(throws: StoreError.overloaded) { try queue.enqueue(command, address(1_000)) }
  }

  /// 10,000 commands a second and half a second of waiting make room for 5,000.
  @Test func asManyMayWaitAsAreDoneInTheTimeThatTheyMayWait() throws {
    var limits = StoreLimits()
    limits.queueWait = .milliseconds(500)
    limits.queuedCommandsAtLeast = 100
    var queue = CommandQueue(limits)
    #expect(queue.countLimit == limits.queuedCommands, "before anything is known")
    queue.learn(batchOf: 1_000, took: .milliseconds(100))
    #expect(queue.countLimit == 5_000)
    let command = ScriptedExecutor.command(0)
    for _ in 0..<5_000 {
      #expect(!queue.isFull)
      try queue.enqueue(command, address(1))
    }
    #expect(queue.isFull)
    #expect(throws: StoreError.overloaded) { try queue.enqueue(command, address(1)) }
  }

  @Test func theLimitFollowsTheSpeedWithinItsBounds() {
    var limits = StoreLimits()
    limits.queuedCommands = 10_000
    limits.queueWait = .seconds(1)
    limits.queuedCommandsAtLeast = 2_000
    var queue = CommandQueue(limits)
    queue.learn(batchOf: 4_000, took: .seconds(1))
    #expect(queue.countLimit == 4_000)
    queue.learn(batchOf: 8_000, took: .seconds(1))
    #expect((4_001..<8_000).contains(queue.countLimit), "an average")
    for _ in 0..<100 { queue.learn(batchOf: 4_096, took: .milliseconds(1)) }
    #expect(queue.countLimit == 10_000)
    for _ in 0..<100 { queue.learn(batchOf: 1_000, took: .seconds(100)) }
    #expect(queue.countLimit == 2_000)
  }

  /// The sync makes most of a small batch's time, and is shared by more commands when more come.
  @Test func aSmallBatchSaysNothing() {
    var queue = CommandQueue(StoreLimits())
    queue.learn(batchOf: 1, took: .seconds(1))
    #expect(queue.countLimit == StoreLimits().queuedCommands)
  }

  /// Each text that a sender can make long is counted in full.
  @Test func aCommandCountsAllOfItsTexts() throws {
    let small = try conversion(email: "", external: "", skus: [], evidence: []).byteCount
    let text = String(repeating: "x", count: 100)
    #expect(try conversion(email: text, external: "", skus: [], evidence: []).byteCount == small + 100)
    #expect(try conversion(email: "", external: text, skus: [], evidence: []).byteCount == small + 100)
    let line = MemoryLayout<OrderLine>.stride + 100
    #expect(try conversion(email: "", external: "", skus: [text, text], evidence: []).byteCount == small + 2 * line)
    let evidence = MemoryLayout<EvidenceSubmission>.stride + 100
    #expect(try conversion(email: "", external: "", skus: [], evidence: [text]).byteCount == small + evidence)
  }

  /// What evidence names is a text of its own, beside what was sent.
  @Test func aCommandCountsWhatItsEvidenceNames() throws {
    let long = String(repeating: "x", count: 200)
    func byteCount(_ claim: EvidenceSubmission.Claim) throws -> Int {
      let item = EvidenceItem(kind: .email, value: "")
      return try conversion([EvidenceSubmission(item: item, claim: claim)]).byteCount
    }
    let small = try byteCount(.unknown)
    #expect(try byteCount(.contact(try #require(.externalID(long)))) >= small + 200)
    #expect(try byteCount(.coupon(CouponCode(checked: Array(long.utf8)))) >= small + 200)
  }

  private func conversion(_ evidence: [EvidenceSubmission]) throws -> Command {
    let time = Timestamp(microseconds: 0)
    return .conversion(
      ConversionCommand(
        conversionID: ConversionID(rawValue: UUIDBytes(high: 0, low: 1)), program: ProgramID(rawValue: 1), kind: .lead,
        orderID: try OrderID("A-1"), amounts: nil, evidence: evidence, occurredAt: time, receivedAt: time))
  }

  /// A purge names thousands of clicks.
  @Test func aCommandCountsTheClicksThatItDeletes() {
    func byteCount(_ count: Int) -> Int {
      Command.purgeClicks(
        program: ProgramID(rawValue: 1),
        clicks: Array(repeating: ClickID(rawValue: UUIDBytes(high: 0, low: 1)), count: count)
      ).byteCount
    }
    #expect(byteCount(1_000) >= byteCount(0) + 16_000)
  }

  private func conversion(email: String, external: String, skus: [String], evidence: [String]) throws -> Command {
    let lines = try skus.enumerated().map { try OrderLine(sku: $1, quantity: 1, unitPriceMinor: 1, position: $0) }
    let time = Timestamp(microseconds: 0)
    return .conversion(
      ConversionCommand(
        conversionID: ConversionID(rawValue: UUIDBytes(high: 0, low: 1)), program: ProgramID(rawValue: 1), kind: .sale,
        orderID: try OrderID("A-1"),
        amounts: try OrderAmounts(lines: lines, currency: #require(Currency(code: "USD"))), customerEmail: email,
        customerExternalID: external,
        evidence: evidence.map { EvidenceSubmission(item: EvidenceItem(kind: .clickID, value: $0), claim: .unknown) },
        occurredAt: time, receivedAt: time))
  }
}
