import PartnerProgram
import Testing

@Suite struct EmailAddressTests {
  @Test(arguments: [
    ("ann@example.com", "ann@example.com"), ("  Ann@Example.COM\t\r\n", "ann@example.com"),
    ("ann@example.com.", "ann@example.com"), ("ann@example.com..", "ann@example.com."),
    ("Ann+Shoes@example.com", "ann+shoes@example.com"), ("a.n.n@example.com", "a.n.n@example.com"),
    ("\"a@b\"@example.com", "\"a@b\"@example.com"), ("ÄNNE@BÜCHER.DE", "änne@bücher.de"),
    ("I@EXAMPLE.COM", "i@example.com"), ("ΣΟΦΟΣ@x.gr", "σοφοσ@x.gr"), ("a@b", "a@b"), ("a b@c d", "a b@c d"),
    ("\u{B}\u{C}a@b \u{B}", "a@b"), ("\u{A0}a@b", "\u{A0}a@b"),
  ])
  func spellingsOfOneAddressAreOne(_ text: String, _ normalised: String) throws {
    let result = try #require(EmailAddress.normalised(text))
    #expect(Array(result.utf8) == Array(normalised.utf8))
    #expect(EmailAddress.normalised(result) == (normalised.hasSuffix(".") ? "ann@example.com" : result))
  }

  @Test(arguments: ["", " ", "ann", "@", "@example.com", "ann@", " ann@ ", "ann@.", "a@b@", "."])
  func whatIsNoAddressNamesNobody(_ text: String) {
    #expect(EmailAddress.normalised(text) == nil)
    #expect(ContactName.email(text) == nil)
  }

  @Test func namesAreToldApartByKindAndBytes() throws {
    let email = try #require(ContactName.email("7@B"))
    #expect(email.kind == .email && email.value == "7@b")
    let number = try #require(ContactName.externalID("7@b"))
    #expect(number.kind == .externalID && number != email && email < number)
    #expect(ContactName.externalID("") == nil)
    #expect(ContactName.externalID(" A ")?.value == " A ")
    let composed = try #require(ContactName.externalID("\u{E9}"))
    let decomposed = try #require(ContactName.externalID("e\u{301}"))
    #expect(composed != decomposed && decomposed < composed)
    #expect(Set([composed, decomposed]).count == 2)
  }
}

@Suite struct ContactReferrersTests {
  typealias Cases = AttributionCases

  private static func receipt(_ partner: Int64?, _ rule: AttributionRule = .lastTouch) -> Receipt {
    Receipt(
      winner: partner.map {
        Winner(
          partner: Cases.partner($0), subID: Cases.subID("s\($0)"), click: Cases.clickID(1),
          landingPage: Cases.page("/\($0)"))
      }, rule: partner == nil ? .unattributed : rule, candidates: [])
  }

  private static func referrer(_ partner: Int64, at microseconds: Int64, by conversion: UInt64) -> Referrer {
    Referrer(
      partner: Cases.partner(partner), subID: Cases.subID("s\(partner)"), landingPage: Cases.page("/\(partner)"),
      boundAt: Timestamp(microseconds: microseconds), source: Cases.conversionID(conversion))
  }

  /// Binds the winner of a conversion.
  private static func bind(
    _ referrers: inout ContactReferrers, _ conversion: UInt64, at microseconds: Int64, _ receipt: Receipt
  ) -> Bool {
    referrers.bind(
      conversion: Cases.conversionID(conversion), occurredAt: Timestamp(microseconds: microseconds), receipt: receipt)
  }

  @Test func firstStaysAndLastMoves() {
    var referrers = ContactReferrers()
    #expect(!Self.bind(&referrers, 1, at: 10, Self.receipt(1)))
    #expect(
      referrers == ContactReferrers(first: Self.referrer(1, at: 10, by: 1), last: Self.referrer(1, at: 10, by: 1)))
    #expect(!Self.bind(&referrers, 2, at: 20, Self.receipt(2, .coupon)))
    #expect(
      referrers == ContactReferrers(first: Self.referrer(1, at: 10, by: 1), last: Self.referrer(2, at: 20, by: 2)))
    #expect(!Self.bind(&referrers, 3, at: 20, Self.receipt(3, .explicitPartner)), "The same moment is late enough.")
    #expect(referrers.last == Self.referrer(3, at: 20, by: 3))
    #expect(!Self.bind(&referrers, 4, at: 19, Self.receipt(4, .firstTouch)), "It happened before, and arrived later.")
    #expect(
      referrers == ContactReferrers(first: Self.referrer(1, at: 10, by: 1), last: Self.referrer(3, at: 20, by: 3)))
  }

  @Test func theSourceRebindsItsReferrers() {
    var referrers = ContactReferrers()
    #expect(!Self.bind(&referrers, 1, at: 10, Self.receipt(1)))
    #expect(!Self.bind(&referrers, 1, at: 10, Self.receipt(2)))
    #expect(
      referrers == ContactReferrers(first: Self.referrer(2, at: 10, by: 1), last: Self.referrer(2, at: 10, by: 1)))
  }

  @Test(arguments: [
    receipt(nil), receipt(1, .contactLastReferrer), receipt(1, .contactFirstReferrer), receipt(1, .sameAsOrder),
    .waitingForOrder,
  ])
  func whatDoesNotBindTakesBackWhatItBound(_ receipt: Receipt) {
    var referrers = ContactReferrers()
    #expect(!Self.bind(&referrers, 1, at: 10, receipt))
    #expect(referrers == ContactReferrers(), "It binds nobody.")
    #expect(!Self.bind(&referrers, 1, at: 10, Self.receipt(1)))
    var single = referrers
    #expect(Self.bind(&single, 1, at: 10, receipt))
    #expect(single == ContactReferrers())
    #expect(!Self.bind(&referrers, 2, at: 20, Self.receipt(2)))
    var first = referrers
    #expect(!Self.bind(&first, 1, at: 10, receipt), "The last referrer is another order's.")
    #expect(first == ContactReferrers(last: Self.referrer(2, at: 20, by: 2)))
    var last = referrers
    #expect(Self.bind(&last, 2, at: 20, receipt))
    #expect(last == ContactReferrers(first: Self.referrer(1, at: 10, by: 1)))
    var other = referrers
    #expect(!Self.bind(&other, 3, at: 30, receipt))
    #expect(other == referrers)
  }

  @Test func aConversionIsNotReferredByItself() {
    let referrers = ContactReferrers(first: Self.referrer(1, at: 10, by: 1), last: Self.referrer(2, at: 20, by: 2))
    func partner(_ preference: ContactReferrer, _ conversion: UInt64) -> PartnerID? {
      referrers.referrer(for: preference, of: Cases.conversionID(conversion))?.partner
    }
    #expect(partner(.first, 3) == Cases.partner(1))
    #expect(partner(.last, 3) == Cases.partner(2))
    #expect(partner(.ignored, 3) == Cases.partner(2), "The receipt shows whom the policy ignores.")
    #expect(partner(.first, 1) == nil)
    #expect(partner(.last, 1) == Cases.partner(2))
    #expect(partner(.last, 2) == nil)
    #expect(ContactReferrers().referrer(for: .first, of: Cases.conversionID(1)) == nil)
  }
}
