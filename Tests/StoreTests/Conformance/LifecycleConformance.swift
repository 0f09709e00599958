import PartnerProgram
import Store
import Synchronization
import Testing

@Suite("Lifecycle")
struct LifecycleConformance {
  @Test(arguments: Backend.allCases)
  func drainingSettlesWhatWaitsAndRefusesTheRest(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let lane = CollectingLane()
    for number in 0..<500 {
      try open.store.submit(shop.clickCommand(shop.alice), ticket: Ticket(number), lane: lane)
    }
    await open.store.drain()
    #expect(lane.numbers == Array(0..<500), "each once, in order")
    let command = try shop.clickCommand(shop.alice)
    #expect(throws: StoreError.stopped("the store is shutting down")) {
      try open.store.submit(command, ticket: Ticket(0), lane: lane)
    }
    await open.store.drain()
    await #expect(throws: StoreError.self) { try await open.store.check() }
    try await open.reopen()
    #expect(try await shop.moved(to: open.store).figures(shop.alice).visits == 500)
  }

  @Test(arguments: Backend.allCases)
  func commandsThatArriveDuringACommitShareTheNext(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let lane = CollectingLane()
    let count = 5_000
    for number in 0..<count {
      try open.store.submit(shop.clickCommand(shop.alice), ticket: Ticket(number), lane: lane)
    }
    let outcomes = await lane.outcomes(count)
    #expect(outcomes.allSatisfy { if case .click = $0 { true } else { false } })
    #expect(lane.deliveries < count / 10, "a lane is called once for each batch")
    #expect(lane.numbers == Array(0..<count))
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func aFullQueueIsToldAtOnce(_ backend: Backend) async throws {
    var limits = StoreLimits()
    limits.queuedCommands = 4
    let open = try backend.make(limits: limits)
    let shop = try await Shop(in: open.store)
    // The lane holds the committing thread, so that nothing is settled while the queue fills up.
    let lane = BlockingLane()
    try open.store.submit(shop.clickCommand(shop.alice), ticket: Ticket(0), lane: lane)
    await lane.entered()
    for number in 1...4 {
      try open.store.submit(shop.clickCommand(shop.alice), ticket: Ticket(number), lane: lane)
    }
    let command = try shop.clickCommand(shop.alice)
    #expect(throws: StoreError.overloaded) {
      try open.store.submit(command, ticket: Ticket(5), lane: lane)
    }
    lane.open()
    await open.store.drain()
    #expect(lane.numbers == [0, 1, 2, 3, 4])
  }

  @Test(arguments: Backend.allCases)
  func memoryOfTheQueueIsLimitedToo(_ backend: Backend) async throws {
    var limits = StoreLimits()
    limits.queuedBytes = 10_000
    let open = try backend.make(limits: limits)
    let shop = try await Shop(in: open.store)
    func click(_ bytes: Int) throws -> Command {
      try shop.clickCommand(shop.alice, subID: String(repeating: "x", count: bytes))
    }
    let lane = BlockingLane()
    try open.store.submit(click(20_000), ticket: Ticket(0), lane: lane)
    await lane.entered()
    // The first, larger than the limit by itself, is settled: its memory is free again.
    try open.store.submit(click(6_000), ticket: Ticket(1), lane: lane)
    let large = try click(6_000)
    #expect(throws: StoreError.overloaded) { try open.store.submit(large, ticket: Ticket(2), lane: lane) }
    try open.store.submit(click(2_000), ticket: Ticket(3), lane: lane)
    lane.open()
    await open.store.drain()
    #expect(lane.numbers == [0, 1, 3])
  }

  @Test(arguments: Backend.allCases)
  func aCommandThatFailsLeavesItsNeighboursAlone(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let lane = CollectingLane()
    let taken = ClickID(rawValue: Shop.id())
    let commands = try [
      shop.clickCommand(shop.alice, subID: "a", click: taken),
      shop.clickCommand(shop.alice, subID: "b", click: taken),
      .createPartner(shop.alice),
      shop.saleCommand("A-1", [10], at: Shop.start),
      shop.saleCommand("A-1", [11], at: Shop.start),
      shop.saleCommand("A-1", [10], at: Shop.start),
      shop.clickCommand(shop.alice, subID: "a", click: taken),
      shop.clickCommand(shop.alice),
    ]
    for (number, command) in commands.enumerated() {
      try open.store.submit(command, ticket: Ticket(number), lane: lane)
    }
    let outcomes = await lane.outcomes(commands.count)
    let failures = outcomes.map { if case .failed = $0 { true } else { false } }
    #expect(failures == [false, true, true, false, true, false, false, false])
    #expect(try await shop.figures(shop.alice).visits == 2)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func commandsAndOutcomesStaySmall(_ backend: Backend) {
    #expect(MemoryLayout<Command>.size <= 96)
    #expect(MemoryLayout<Outcome>.size <= 64)
  }
}
