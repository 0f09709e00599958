import Foundation
import PartnerProgram

/// A merchant's database with a history in it.
struct HistoricMerchant: Sendable {
  let merchant: Merchant
  let history: History

  /// Makes one with so many clicks, and says on standard error how far it is.
  static func make(clicks: Int, _ setting: BenchmarkSetting) async throws -> HistoricMerchant {
    setting.tell("  a history of \(clicks.formatted()) clicks")
    let made = HistoricMerchant(
      merchant: try await Merchant.make(in: setting.directory("history"), setting),
      history: History(clickCount: clicks, endingBefore: Clock.now()))
    try await RawStore.with(made.merchant) { try made.fill($0, setting) }
    return made
  }

  /// Records the history in the order in which it happened: after the clicks of each sale the sale.
  private func fill(_ raw: RawStore, _ setting: BenchmarkSetting) throws {
    var clicks = ClickCommands(for: raw)
    var orders = OrderCommands(for: raw)
    var progress = Progress(of: history.clickCount, setting)
    let eventsPerSale = History.clicksPerSale + 1
    try raw.fill(history.saleCount * eventsPerSale) { event in
      let (sale, offset) = event.quotientAndRemainder(dividingBy: eventsPerSale)
      guard offset < History.clicksPerSale else {
        let time = history.time(of: History.click(ofSale: sale))
        return try orders.command(for: history.sale(sale), serial: sale, at: time)
      }
      let click = sale * History.clicksPerSale + offset
      progress.reached(click)
      return try clicks.command(
        for: history.click(click), at: history.time(of: click), id: history.clickID(of: click))
    }
  }

  /// Says every few seconds how far it is.
  private struct Progress {
    private static let interval = Duration.seconds(5)

    private let count: Int
    private let setting: BenchmarkSetting
    private var told = ContinuousClock.now

    init(of count: Int, _ setting: BenchmarkSetting) {
      self.count = count
      self.setting = setting
    }

    mutating func reached(_ click: Int) {
      // Reading the clock for every click would take longer than the rest.
      guard click.isMultiple(of: 1_024), told.duration(to: .now) >= Self.interval else { return }
      told = .now
      setting.tell("    \(click.formatted()) of \(count.formatted()) clicks")
    }
  }
}

/// The databases with histories of a run: each is made when it is first asked for, and then shared.
actor Histories {
  private var made: [Int: HistoricMerchant] = [:]

  /// The database with so many clicks. Benchmarks may add to it: one that follows finds a little more in it.
  func merchant(clicks: Int, _ setting: BenchmarkSetting) async throws -> HistoricMerchant {
    if let merchant = made[clicks] { return merchant }
    let merchant = try await HistoricMerchant.make(clicks: clicks, setting)
    made[clicks] = merchant
    return merchant
  }
}
