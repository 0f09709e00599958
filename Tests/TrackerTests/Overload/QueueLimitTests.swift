import Dispatch
import GRDB
@testable import Store
import TTRPC
import Testing
import TributaryClient

@Suite("A full queue") struct QueueLimitTests {
  @Test func `refuses what does not fit, and records all that it took`() async throws {
    var limits = StoreLimits()
    limits.queuedCommands = 4
    try await withServer(storeLimits: limits) { server in
      let shop = try await Shop(on: server)
      let release = DispatchSemaphore(value: 0)
      let pool = server.store.pool
      let (isHeld, holding) = AsyncStream.makeStream(of: Void.self)
      let holder = Task.detached {
        pool.writeWithoutTransaction { _ in
          holding.finish()
          release.wait()
        }
      }
      for await _ in isHeld {}

      let codes = try await withThrowingTaskGroup(of: StatusCode.self) { group in
        for _ in 0..<20 {
          group.addTask {
            do {
              try await shop.click()
              return .ok
            } catch let error as RPCError {
              return error.code
            }
          }
        }
        var codes: [StatusCode] = []
        for try await code in group {
          codes.append(code)
          // The refusals come at once; the clicks that wait need the writer.
          if codes.count == 16 { release.signal() }
        }
        return codes
      }
      await holder.value
      #expect(codes.prefix(16).allSatisfy { $0 == .resourceExhausted } && codes.suffix(4).allSatisfy { $0 == .ok })
      #expect(try await shop.total().visits == 4)
      try await shop.click()
      #expect(try await shop.total().visits == 5)
    }
  }
}
