import PartnerProgram
import Store
import TestValues
import TributaryClient

/// The stream of clicks that the benchmark sends: 500 partners, SubIDs of Zipf's distribution, 70 % new visitors.
///
/// A few partners and SubIDs take most of the traffic in practice, which is what makes rollup rows contended; a uniform
/// mix would flatter the store.
struct ClickMix {
  static let partnerCount = 500
  static let subIDCount = 2_000
  static let newVisitorShare = 0.7
  /// Visitors that come back are drawn from so many.
  static let returningVisitorCount = 20_000

  private var random: SplitMix64
  private let subIDs = ZipfDistribution(count: ClickMix.subIDCount)
  private let partners = ZipfDistribution(count: ClickMix.partnerCount)

  private init(seed: UInt64) {
    random = SplitMix64(state: seed)
  }

  static func partnerCode(_ index: Int) -> String { "partner-\(index)" }

  /// The clicks that both sides of the comparison record, over and over: the same ones, because how many rollup rows and
  /// visitors a mix touches decides what a click costs. They are enough to keep the distributions' long tails.
  static let clicks: [Click] = {
    var mix = ClickMix(seed: 1)
    return (0..<65_536).map { _ in mix.nextClick() }
  }()

  private mutating func nextClick() -> Click {
    let returningVisitor = Self.returningVisitor(using: &random)
    return Click(
      partner: partners.sample(using: &random),
      subID: "campaign-\(subIDs.sample(using: &random))",
      returningVisitor: returningVisitor)
  }

  /// Who clicked: the id of a visitor who was here before, or nil for a new one.
  static func returningVisitor(using random: inout SplitMix64) -> String? {
    let isNew = Double.random(in: 0..<1, using: &random) < newVisitorShare
    return isNew ? nil : visitorID(Int.random(in: 0..<returningVisitorCount, using: &random))
  }

  /// One click, for either side of the comparison.
  struct Click: Sendable {
    let partner: Int
    let subID: String
    let returningVisitor: String?
    var landingURL = "https://shop.example/landing"

    private static let referrerURL = "https://blog.example/post"
    private static let userAgent = "Mozilla/5.0 (X11; Linux x86_64)"
    private static let ip = "192.0.2.77"

    func request(program: String) -> RecordClickRequest {
      RecordClickRequest(
        program: program, partner: ClickMix.partnerCode(partner), subId: subID, visitorId: returningVisitor ?? "",
        landingUrl: landingURL, referrerUrl: Self.referrerURL, userAgent: Self.userAgent, ip: Self.ip)
    }

    func packedTexts() throws -> PackedTexts {
      let texts = [
        subID, landingURL, Self.referrerURL, Self.userAgent, AddressTruncation.truncate(Self.ip),
      ].map { Array($0.utf8) }
      return try texts[0].withUnsafeBytes { subID in
        try texts[1].withUnsafeBytes { landing in
          try texts[2].withUnsafeBytes { referrer in
            try texts[3].withUnsafeBytes { agent in
              try texts[4].withUnsafeBytes { ip in
                try PackedTexts(subID: subID, landingURL: landing, referrerURL: referrer, userAgent: agent, ip: ip)
              }
            }
          }
        }
      }
    }
  }

  /// The id of a returning visitor: the layout of a UUIDv7, with the visitor's number in its last digits.
  private static func visitorID(_ index: Int) -> String {
    let digits = String(index, radix: 16)
    return "01900000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }
}
