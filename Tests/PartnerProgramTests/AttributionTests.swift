import PartnerProgram
import Testing

@Suite struct AttributionTests {
  private static let day: Int64 = 86_400_000_000
  private static let convertedAt = Timestamp(microseconds: 1_700_000_000_000_000)
  private static let windowDays: Int32 = 60

  /// A click so many microseconds before the conversion.
  private static func touch(
    _ number: UInt64, before age: Int64, partner: Int64 = 1, disposition: ClickDisposition = .counted,
    isPartnerActive: Bool = true
  ) -> Touch {
    Touch(
      click: ClickID(rawValue: UUIDBytes(high: 0, low: number)), partner: PartnerID(rawValue: partner),
      occurredAt: convertedAt.adding(microseconds: -age), disposition: disposition, isPartnerActive: isPartnerActive)
  }

  private static func evidence(_ finding: EvidenceFinding, _ kind: EvidenceKind = .visitorID) -> ResolvedEvidence {
    ResolvedEvidence(item: EvidenceItem(kind: kind, value: "v"), finding: finding)
  }

  private static func decide(_ findings: [EvidenceFinding]) -> Receipt {
    Attribution.decideByLastTouch(
      evidence: findings.map { evidence($0) }, windowDays: windowDays, convertedAt: convertedAt)
  }

  private static func permutations<Element>(_ elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { index in
      var rest = elements
      let chosen = rest.remove(at: index)
      return permutations(rest).map { [chosen] + $0 }
    }
  }

  @Test func withoutEvidenceNobodyIsCredited() {
    #expect(Self.decide([]) == Receipt(winner: nil, rule: .unattributed, candidates: []))
  }

  @Test(arguments: [
    (Int64(0), Verdict.won), (1, .won), (60 * day - 1, .won), (60 * day, .won), (60 * day + 1, .expired),
    (-1, .won), (-300_000_000, .won), (-300_000_001, .afterConversion), (400 * day, .expired),
    (-400 * day, .afterConversion),
  ])
  func windowIsInclusiveAtBothEndsAndClocksMayDiffer(_ age: Int64, _ verdict: Verdict) {
    let touch = Self.touch(1, before: age)
    let receipt = Self.decide([.touch(touch)])
    #expect(receipt.candidates.map(\.verdict) == [verdict])
    #expect(receipt.winner == (verdict == .won ? touch : nil))
    #expect(receipt.rule == (verdict == .won ? .lastTouch : .unattributed))
  }

  /// A window that is shorter than what clocks may differ by still holds a click of a fast clock.
  @Test func aClickOfAFastClockHasNoAge() {
    let fast = Self.touch(1, before: -299_000_000)
    let receipt = Attribution.decideByLastTouch(
      evidence: [Self.evidence(.touch(fast)), Self.evidence(.touch(Self.touch(2, before: 1)))], windowDays: 0,
      convertedAt: Self.convertedAt)
    #expect(receipt.candidates.map(\.verdict) == [.won, .expired])
  }

  @Test func extremeTimesAndWindowsDoNotTrap() {
    for clicked in [Int64.min, .max] {
      for converted in [Int64.min, .max] {
        for windowDays in [Int32.min, .max] {
          let touch = Touch(
            click: ClickID(rawValue: UUIDBytes(high: 0, low: 1)), partner: PartnerID(rawValue: 1),
            occurredAt: Timestamp(microseconds: clicked))
          let receipt = Attribution.decideByLastTouch(
            evidence: [Self.evidence(.touch(touch))], windowDays: windowDays,
            convertedAt: Timestamp(microseconds: converted))
          let verdict: Verdict =
            if clicked > converted {
              .afterConversion
            } else {
              clicked == converted && windowDays > 0 || clicked != converted && windowDays == .max ? .won : .expired
            }
          #expect(receipt.candidates.map(\.verdict) == [verdict], "\(clicked) \(converted) \(windowDays)")
        }
      }
    }
  }

  @Test func unusableEvidenceIsKeptWithItsReason() {
    let receipt = Attribution.decideByLastTouch(
      evidence: [
        Self.evidence(.badSignature, .clickToken), Self.evidence(.unknown, .clickID), Self.evidence(.unknown),
      ], windowDays: Self.windowDays, convertedAt: Self.convertedAt)
    #expect(receipt.winner == nil)
    #expect(receipt.rule == .unattributed)
    #expect(receipt.candidates.map(\.verdict) == [.badSignature, .unknown, .unknown])
    #expect(receipt.candidates.map(\.evidence.kind) == [.clickToken, .clickID, .visitorID])
    #expect(receipt.candidates.allSatisfy { $0.touch == nil })
  }

  /// Every order of clicks of each sort ends with the same winner, and each click with the same verdict.
  @Test func verdictsDoNotDependOnTheOrderOfTheEvidence() {
    let expected: [(EvidenceFinding, Verdict)] = [
      (.touch(Self.touch(1, before: 10 * Self.day)), .laterTouchWon),
      (.touch(Self.touch(2, before: 2 * Self.day, partner: 2)), .won),
      (.touch(Self.touch(3, before: 61 * Self.day)), .expired),
      (.touch(Self.touch(4, before: -300_000_001)), .afterConversion),
      (.touch(Self.touch(5, before: 1, isPartnerActive: false)), .partnerInactive),
      (.touch(Self.touch(6, before: 1, disposition: .inactivePartner)), .partnerInactive),
      (.badSignature, .badSignature),
    ]
    for order in Self.permutations(expected) {
      let receipt = Self.decide(order.map(\.0))
      #expect(receipt.winner?.partner == PartnerID(rawValue: 2))
      #expect(receipt.candidates.map(\.verdict) == order.map(\.1))
    }
  }

  /// All multisets of four touches drawn from a few clicks, in every order, against a rule written another way.
  @Test func latestEligibleClickWinsInEveryOrder() {
    // Clicks 2 and 3 are at the same time.
    let clicks = [
      Self.touch(1, before: 5), Self.touch(2, before: 3), Self.touch(3, before: 3),
      Self.touch(4, before: 1, isPartnerActive: false),
    ]
    for code in 0..<256 {
      let touches = (0..<4).map { clicks[code >> (2 * $0) & 3] }
      let receipt = Self.decide(touches.map { .touch($0) })
      let winner = touches.filter(\.isPartnerActive).sorted { $0.click > $1.click }.first
      #expect(receipt.winner == winner, "case \(code)")
      for (position, candidate) in receipt.candidates.enumerated() {
        let touch = touches[position]
        let verdict: Verdict =
          if touches[..<position].contains(touch) {
            .duplicate
          } else if !touch.isPartnerActive {
            .partnerInactive
          } else {
            touch == winner ? .won : .laterTouchWon
          }
        #expect(candidate.verdict == verdict, "case \(code), position \(position)")
        #expect(candidate.touch == touch)
      }
    }
  }

  @Test func aClickIsJudgedOnceAndThenIsADuplicate() {
    let expired = Self.touch(1, before: 61 * Self.day)
    let receipt = Self.decide([.touch(expired), .touch(expired)])
    #expect(receipt.candidates.map(\.verdict) == [.expired, .duplicate])
  }

  @Test func refundGoesWhereItsOrderWent() {
    let winner = Self.touch(1, before: 1)
    #expect(Receipt.refund(ofOrderWonBy: winner) == Receipt(winner: winner, rule: .sameAsOrder, candidates: []))
    #expect(Receipt.refund(ofOrderWonBy: nil).winner == nil)
  }

  @Test func evidenceIsShortenedAtTheEndOfACharacter() {
    let exact = String(repeating: "x", count: 255)
    #expect(EvidenceItem(kind: .clickToken, value: exact).value == exact)
    #expect(EvidenceItem(kind: .clickToken, value: exact + "y").value == exact)
    let wide = String(repeating: "x", count: 253) + "日本"
    #expect(EvidenceItem(kind: .clickToken, value: wide).value == String(repeating: "x", count: 253))
    let fitting = String(repeating: "x", count: 252) + "日本"
    #expect(EvidenceItem(kind: .clickToken, value: fitting).value == String(repeating: "x", count: 252) + "日")
  }

  @Test func numbersAreThoseOfTheContract() {
    #expect(Verdict.allCases.map(\.rawValue) == Array(1...8))
    #expect(
      Verdict.allCases == [
        .won, .laterTouchWon, .expired, .afterConversion, .partnerInactive, .badSignature, .unknown, .duplicate,
      ])
    #expect(AttributionRule.allCases.map(\.rawValue) == [1, 2, 3])
    #expect(EvidenceKind.allCases.map(\.rawValue) == [1, 2, 3])
    #expect(ConversionKind.allCases.map(\.rawValue) == [1, 2, 3])
    #expect(ClickDisposition.allCases.map(\.rawValue) == [1, 2])
    #expect(KeyScope.allCases.map(\.rawValue) == [1, 2, 3, 4])
    #expect(Plan.allCases.map(\.rawValue) == [1, 2, 3, 4])
    #expect(PartnerStatus.allCases.map(\.rawValue) == [1, 2])
    #expect(LedgerEntryKind.allCases.map(\.rawValue) == [1, 2, 3, 4])
  }
}
