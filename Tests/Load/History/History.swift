import PartnerProgram
import TestValues

/// A past of 30 days: clicks at times that are spread evenly over it, and a sale for every fifty of them.
///
/// However many clicks there are, they lie under the same keys of a report, because each SubID is clicked every day. So the
/// same report has the same rows and reads as many sums, and what differs is only how much happened.
struct History: Sendable {
  static let dayCount = 30
  static let subIDCount = 300
  /// Each SubID is one partner's, and leads to one landing page.
  static let partnerCount = 50
  static let landingPageCount = 20
  static let clicksPerSale = 50
  /// Enough for each SubID to be clicked every day.
  static let leastClickCount = 10_000

  private static let subIDs = ZipfDistribution(count: subIDCount)

  let clickCount: Int
  /// The days end with yesterday, in UTC.
  let firstDay: Day

  /// - Precondition: `clickCount` is at least ``leastClickCount``.
  init(clickCount: Int, endingBefore now: Timestamp) {
    precondition(clickCount >= Self.leastClickCount)
    self.clickCount = clickCount
    let today = now.microseconds / Timestamp.microsecondsPerDay
    firstDay = Day(daysSince1970: Int32(today) - Int32(Self.dayCount))
  }

  var saleCount: Int { clickCount / Self.clicksPerSale }

  /// When a click happened.
  func time(of click: Int) -> Timestamp {
    let span = Int64(Self.dayCount) * Timestamp.microsecondsPerDay
    let start = Int64(firstDay.daysSince1970) * Timestamp.microsecondsPerDay
    return Timestamp(microseconds: start + span / Int64(clickCount) * Int64(click))
  }

  /// The id of a click: a UUIDv7 of its time, with its number in the last digits.
  func clickID(of click: Int) -> ClickID {
    let milliseconds = UInt64(time(of: click).microseconds / 1_000)
    return ClickID(rawValue: UUIDBytes(high: milliseconds << 16 | 0x7000, low: 0x9000 << 48 | UInt64(click)))
  }

  /// A click. The first ones of each day go through every SubID once, the others are of Zipf's distribution.
  func click(_ click: Int) -> ClickMix.Click {
    var random = SplitMix64(state: UInt64(click))
    let clicksOfDay = clickCount / Self.dayCount
    let position = click % clicksOfDay
    let subID = position < Self.subIDCount ? position : Self.subIDs.sample(using: &random)
    return Self.click(subID: subID, using: &random)
  }

  /// Clicks of today by the same partners and with the same SubIDs.
  static let clicksOfToday: [ClickMix.Click] = {
    var random = SplitMix64(state: 3)
    return (0..<16_384).map { _ in click(subID: subIDs.sample(using: &random), using: &random) }
  }()

  /// A sale, whose customer clicked a moment ago.
  func sale(_ sale: Int) -> OrderMix.Order {
    OrderMix.orders[sale % OrderMix.orders.count].naming(clickID(of: Self.click(ofSale: sale)))
  }

  /// Which click led to a sale.
  static func click(ofSale sale: Int) -> Int { sale * clicksPerSale + clicksPerSale / 2 }

  private static func click(subID: Int, using random: inout SplitMix64) -> ClickMix.Click {
    ClickMix.Click(
      partner: subID % partnerCount, subID: "campaign-\(subID)",
      returningVisitor: ClickMix.returningVisitor(using: &random),
      landingURL: "https://shop.example/landing/\(subID % landingPageCount)")
  }
}
