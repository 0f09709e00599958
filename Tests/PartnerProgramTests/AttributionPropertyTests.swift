import PartnerProgram
import Testing

/// What holds for every set of evidence, tried with random ones from small pools, so that much of it collides.
@Suite struct AttributionPropertyTests {
  typealias Cases = AttributionCases

  private static func evidence(
    trust: EvidenceTrust = .trusted, using random: inout SeededRandom
  ) -> ResolvedEvidence {
    let kind = EvidenceKind.allCases.randomElement(using: &random) ?? .clickID
    let value = ["a", "b", "B", "\u{E9}", "e\u{301}"].randomElement(using: &random) ?? "a"
    let ages = [0, 1, Cases.day, 3 * Cases.day, 3 * Cases.day + 1, -Cases.minute, -6 * Cases.minute]
    let age = ages.randomElement(using: &random) ?? 0
    let partner = Int64.random(in: 1...3, using: &random)
    let isActive = Int.random(in: 0..<5, using: &random) > 0
    let finding: EvidenceFinding =
      switch (Int.random(in: 0..<8, using: &random), kind) {
      case (0, _): .unknown
      case (1, .clickToken): .badSignature
      case (_, .partner), (_, .coupon):
        .referral(Referral(partner: Cases.partner(partner), isPartnerActive: isActive))
      case (_, .email), (_, .externalID):
        .referral(Cases.contact(partner: partner, before: age, subID: "bound", page: "/p", isPartnerActive: isActive))
      default:
        // What a click is follows from its number, but for whether its partner is active.
        click(UInt64.random(in: 1...12, using: &random), ages, isActive)
      }
    return Cases.evidence(kind, value, finding, trust)
  }

  private static let trusts: [EvidenceTrust] = [.trusted, .trusted, .unconfirmed, .unconfirmed, .contradicted]

  /// Evidence of which some is trusted, some not.
  private static func mixedEvidence(_ count: ClosedRange<Int>, using random: inout SeededRandom) -> [ResolvedEvidence] {
    (0..<Int.random(in: count, using: &random)).map { _ in
      evidence(trust: trusts.randomElement(using: &random) ?? .trusted, using: &random)
    }
  }

  private static func click(_ number: UInt64, _ ages: [Int64], _ isActive: Bool) -> EvidenceFinding {
    .referral(
      Cases.click(
        number, before: ages[Int(number) % ages.count], partner: Int64(number % 3) + 1, subID: "s\(number)",
        disposition: ClickDisposition.allCases[Int(number) % ClickDisposition.allCases.count], isPartnerActive: isActive
      ))
  }

  private static func policy(using random: inout SeededRandom) throws -> AttributionPolicy {
    try AttributionPolicy(
      coupon: CouponPrecedence.allCases.randomElement(using: &random) ?? .ignored,
      touch: TouchPreference.allCases.randomElement(using: &random) ?? .last,
      contact: ContactReferrer.allCases.randomElement(using: &random) ?? .ignored,
      windowDays: Int32.random(in: 1...3, using: &random), contactWindowDays: Int32.random(in: 0...3, using: &random))
  }

  @Test func decisionDoesNotDependOnTheOrderOfTheEvidence() throws {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<400 {
      let policy = try Self.policy(using: &random)
      let evidence = Self.mixedEvidence(1...5, using: &random)
      let selfReferring: Set<Int64> = Int.random(in: 0..<3, using: &random) == 0 ? [1] : []
      let claimed: Set<Int64> = Int.random(in: 0..<3, using: &random) == 0 ? [2] : []
      let receipt = Cases.decide(evidence, policy, selfReferring: selfReferring, claimed: claimed)
      for order in Cases.permutations(evidence) {
        #expect(
          Cases.decide(order, policy, selfReferring: selfReferring, claimed: claimed) == receipt,
          "seed \(SeededRandom.runSeed)")
      }
    }
  }

  @Test func onePieceOfEvidenceWinsAndEachOtherSaysWhyNot() throws {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    let refusals: Set<Verdict> = [
      .expired, .afterConversion, .partnerInactive, .badSignature, .unknown, .duplicate, .selfReferral, .bot,
      .ignoredByPolicy, .unconfirmed,
    ]
    var rules: Set<AttributionRule> = []
    var verdicts: Set<Verdict> = []
    for _ in 0..<3_000 {
      let policy = try Self.policy(using: &random)
      let evidence = Self.mixedEvidence(0...12, using: &random)
      let receipt = Cases.decide(evidence, policy, selfReferring: Bool.random(using: &random) ? [1] : [])
      rules.insert(receipt.rule)
      verdicts.formUnion(receipt.candidates.map(\.verdict))
      let comment: Comment = "seed \(SeededRandom.runSeed)"
      #expect(receipt.candidates.count == evidence.count, comment)
      #expect(Set(receipt.candidates.map(\.evidence)) == Set(evidence.map(\.item)), comment)
      let won = receipt.candidates.filter { $0.verdict == .won }
      #expect(won.count == (receipt.winner == nil ? 0 : 1), comment)
      #expect(won.first?.referral?.partner == receipt.winner?.partner, comment)
      #expect((receipt.rule == .unattributed) == (receipt.winner == nil), comment)
      let lost = Set(receipt.candidates.map(\.verdict)).subtracting(refusals).subtracting([.won])
      let expected: Set<Verdict> =
        switch receipt.rule {
        case .explicitPartner: [.explicitPartnerWon]
        case .coupon: [.couponWon]
        case .lastTouch: [.laterTouchWon, .clickWon]
        case .firstTouch: [.earlierTouchWon, .clickWon]
        case .contactFirstReferrer, .contactLastReferrer: [.contactWon]
        case .unattributed, .sameAsOrder, .waitingForOrder: []
        }
      #expect(lost.isSubset(of: expected), comment)
    }
    #expect(rules.count == 7, "Every rule but those of refunds has decided.")
    #expect(verdicts == Set(Verdict.allCases), "Every verdict has been given.")
  }

  /// What anybody can send takes nothing from a partner that the merchant's evidence finds without the contact, gives it
  /// nothing, and does not change its SubID.
  @Test func unconfirmedEvidenceChangesNothingOfATrustedDecision() throws {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    var decided = 0
    for _ in 0..<3_000 {
      let policy = try Self.policy(using: &random)
      let evidence = Self.mixedEvidence(1...10, using: &random)
      let claimed: Set<Int64> = Bool.random(using: &random) ? [1, 2] : []
      let trusted = evidence.filter(\.isTrusted)
      let alone = Cases.decide(trusted, policy)
      let receipt = Cases.decide(evidence, policy, claimed: claimed)
      let comment: Comment = "seed \(SeededRandom.runSeed)"
      #expect(receipt.candidates.filter(\.isTrusted).count == trusted.count, comment)
      if let winner = alone.winner, ![.contactFirstReferrer, .contactLastReferrer].contains(alone.rule) {
        decided += 1
        #expect(receipt.winner == winner && receipt.rule == alone.rule, comment)
        #expect(receipt.candidates.filter(\.isTrusted) == alone.candidates, comment)
        #expect(receipt.candidates.allSatisfy { $0.isTrusted || $0.verdict != .won }, comment)
      }
      // A partner that is paid anything is never replaced by nobody, and nobody is flagged by what anybody can send.
      #expect(alone.winner == nil || receipt.winner != nil, comment)
      if receipt.winner == nil { #expect(receipt.flag == alone.flag, comment) }
      let contradicted = Set(evidence.filter { $0.trust == .contradicted }.map(\.item))
      let others = Set(evidence.filter { $0.trust != .contradicted }.map(\.item))
      let won = receipt.candidates.first { $0.verdict == .won }
      #expect(won.map { !contradicted.subtracting(others).contains($0.evidence) } ?? true, comment)
    }
    #expect(decided > 300)
  }

  /// Evidence that cannot win changes nothing for those that can.
  @Test func evidenceThatFoundNothingChangesNothing() throws {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<500 {
      let policy = try Self.policy(using: &random)
      let evidence = (0..<6).map { _ in Self.evidence(using: &random) }
      let receipt = Cases.decide(evidence, policy)
      let more = Cases.decide(evidence + [Cases.evidence(.clickID, "nothing", .unknown)], policy)
      #expect(more.winner == receipt.winner && more.rule == receipt.rule, "seed \(SeededRandom.runSeed)")
      #expect(
        more.candidates.filter { $0.evidence.value != "nothing" } == receipt.candidates,
        "seed \(SeededRandom.runSeed)")
    }
  }
}
