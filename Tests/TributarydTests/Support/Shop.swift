import Foundation
import Synchronization
import TributaryClient

/// An account with the program `mugs` and the partner `anna`, seen through one client.
struct Shop: Sendable {
  static let program = "mugs"
  static let partner = "anna"

  let client: TributaryClient

  /// Makes the account, the program and the partner.
  static func make(with client: TributaryClient) async throws -> Shop {
    _ = try await client.createAccount(Account(slug: "acme", plan: .pro))
    _ = try await client.createProgram(
      Program(
        slug: program, account: "acme", currency: "USD",
        commission: CommissionRule(saleRateE4: 100_000, leadFlatMinor: 150)))
    _ = try await client.createPartner(Partner(program: program, code: partner))
    return Shop(client: client)
  }

  @discardableResult
  func click(_ id: String = UUID().uuidString) async throws(TributaryError) -> RecordClickResponse {
    try await client.recordClick(RecordClickRequest(program: Self.program, partner: Self.partner, clickId: id))
  }

  func visits() async throws -> Int {
    let request = GetPartnerReportRequest(program: Self.program, partner: Self.partner)
    return Int(try await client.partnerReport(request).totals.first?.visits ?? 0)
  }
}

/// What became of clicks that were sent without pause until one failed.
struct ClickLoad: Sendable {
  /// Ids of the clicks that were acknowledged.
  var acknowledged: [String] = []
  /// Ids of those that were not, with the reasons.
  var failed: [(id: String, error: TributaryError)] = []

  /// Sends clicks from `callers` at once, each one after the other until one fails.
  ///
  /// - Parameter underway: called once when `count` clicks have been acknowledged.
  static func run(
    _ shop: Shop, callers: Int, after count: Int, _ underway: @escaping @Sendable () async throws -> Void
  ) async throws -> ClickLoad {
    let counter = Counter()
    let (reached, reach) = AsyncStream.makeStream(of: Void.self)
    return try await withThrowingTaskGroup(of: ClickLoad.self) { group in
      group.addTask {
        for await _ in reached {}
        try await underway()
        return ClickLoad()
      }
      for _ in 0..<callers {
        group.addTask {
          var load = ClickLoad()
          while load.failed.isEmpty {
            let id = UUID().uuidString
            do throws(TributaryError) {
              try await shop.click(id)
              load.acknowledged.append(id)
              if counter.increment() == count { reach.finish() }
            } catch {
              load.failed.append((id, error))
              // Callers that fail before the load is under way must not be waited for.
              reach.finish()
            }
          }
          return load
        }
      }
      return try await group.reduce(into: ClickLoad()) { sum, load in
        sum.acknowledged += load.acknowledged
        sum.failed += load.failed
      }
    }
  }
}

/// A number that callers count up together.
private final class Counter: Sendable {
  private let value = Atomic<Int>(0)

  func increment() -> Int {
    value.wrappingAdd(1, ordering: .relaxed).newValue
  }
}
