import TestValues
import TributaryClient

/// The few values that histories are made of, few so that they meet.
enum Pools {
  static let currencies = ["USD", "JPY", "KWD"]
  /// Zones whose clocks change at different hours, among them half an hour, and at midnight.
  static let zones = [
    "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu",
  ]
  /// Moments shortly before clocks change in one of the zones, or a year ends, in seconds since 1970: 2024-03-30,
  /// 2024-11-02, 2018-11-03, 2024-04-06 and 2023-12-31.
  static let starts: [Int64] = [1_711_800_000, 1_730_520_000, 1_541_260_000, 1_712_380_000, 1_704_000_000]

  static let partners = ["anna", "ben", "Cleo", "dan"]
  static let addressesOfPartners = ["Anna@Partner.example", "ben@partner.example", "", "dan@partner.example"]
  /// Two persons under several spellings, two partners, and one that is nobody's address.
  static let addresses = [
    "mia@example.org", " Mia@Example.ORG", "mia@example.org.", "ole@example.org", "anna@partner.EXAMPLE",
    "BEN@partner.example", "no address",
  ]
  static let spellings = addresses.filter { normalisedAddress($0) == "mia@example.org" }
  static let numbers = ["c-1", "c-2", "C-1"]
  static let subIDs = ["", "", "s1", "s2", "Straße ☕"]
  static let pages = [
    "", "https://shop.example/a", "https://shop.example/a?x=1", "https://shop.example/b#top",
    "https://shop.example/" + String(repeating: "é", count: 200),
  ]
  static let agents = [
    "", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  ]
  static let coupons = ["SAVE10", "VIP"]
  static let skus = ["mug", "tee"]
  static let prices: [Int64] = [0, 1, 3, 50, 999, 10_000, 12_345]
  static let rates: [Int32] = [0, 1, 33_333, 75_000, 100_000, 333_333, 1_000_000]

  static let clicks = (0..<10).map { identifier(kind: 0xC, $0) }
  static let visitors = (0..<3).map { identifier(kind: 0xF, $0) }

  /// A UUID whose order is not that of its number.
  static func identifier(kind: UInt64, _ number: Int) -> String {
    var random = SplitMix64(state: kind << 32 | UInt64(number))
    let digits = (0..<32).map { position -> Character in
      if position == 12 { return "7" }
      if position == 16 { return "8" }
      return Array("0123456789abcdef")[Int(random.next() % 16)]
    }
    var text = ""
    for (position, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(position) { text.append("-") }
      text.append(digit)
    }
    return text
  }
}
