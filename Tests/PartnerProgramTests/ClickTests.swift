import PartnerProgram
import Testing

@Suite struct ClickTests {
  @Test func onlyClicksOfPeopleAndActivePartnersCount() {
    #expect(ClickDisposition.decide(isBot: false, partnerStatus: .active) == .counted)
    #expect(ClickDisposition.decide(isBot: false, partnerStatus: .inactive) == .inactivePartner)
    #expect(ClickDisposition.decide(isBot: true, partnerStatus: .active) == .bot)
    #expect(ClickDisposition.decide(isBot: true, partnerStatus: .inactive) == .bot)
  }

  @Test(arguments: [
    (false, PartnerStatus.active, false, true, ClickDisposition.invalidSubID), (false, .active, true, true, .prefetch),
    (false, .active, true, false, .prefetch), (false, .inactive, true, true, .inactivePartner),
    (true, .inactive, true, true, .bot),
  ])
  func theFirstReasonIsTheDisposition(
    _ isBot: Bool, _ status: PartnerStatus, _ isPrefetch: Bool, _ hasInvalidSubID: Bool, _ disposition: ClickDisposition
  ) {
    #expect(
      ClickDisposition.decide(
        isBot: isBot, partnerStatus: status, isPrefetch: isPrefetch, hasInvalidSubID: hasInvalidSubID) == disposition)
  }

  private static let last = Timestamp(microseconds: 1_700_000_000_000_000)

  private static func judge(
    _ delta: Int64, _ disposition: ClickDisposition = .counted, last: Timestamp? = last
  ) -> (disposition: ClickDisposition, isUnique: Bool) {
    VisitJudgement.judge(
      occurredAt: Self.last.adding(microseconds: delta), disposition: disposition, lastCountedVisit: last)
  }

  @Test(arguments: [
    (Int64(0), ClickDisposition.repeated, false), (1, .repeated, false), (-1, .repeated, false),
    (9_999_999, .repeated, false), (-9_999_999, .repeated, false), (10_000_000, .counted, false),
    (-10_000_000, .counted, false), (86_399_999_999, .counted, false), (86_400_000_000, .counted, true),
    (86_400_000_001, .counted, true), (-86_400_000_000, .counted, false), (-864_000_000_000, .counted, false),
  ])
  func visitsAreToldFromRepeatsAndUniqueOnes(_ delta: Int64, _ disposition: ClickDisposition, _ isUnique: Bool) {
    #expect(Self.judge(delta) == (disposition, isUnique))
    for kept in [ClickDisposition.inactivePartner, .bot, .prefetch, .invalidSubID] {
      #expect(Self.judge(delta, kept) == (kept, false))
    }
  }

  @Test func firstVisitIsUniqueIfItCounts() {
    #expect(Self.judge(0, last: nil) == (.counted, true))
    #expect(Self.judge(0, .inactivePartner, last: nil) == (.inactivePartner, false))
    #expect(Self.judge(0, .bot, last: nil) == (.bot, false))
  }

  @Test func extremeTimesDoNotTrap() {
    let extremes = [Int64.min, .max].map(Timestamp.init(microseconds:))
    for occurredAt in extremes {
      for last in extremes {
        let judged = VisitJudgement.judge(occurredAt: occurredAt, disposition: .counted, lastCountedVisit: last)
        #expect(judged == (occurredAt == last ? .repeated : .counted, occurredAt > last))
      }
    }
  }

  @Test func noTwoUniqueVisitsLieWithin24HoursInWhateverOrderTheyArrive() {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<500 {
      var last: Timestamp?
      var unique: [Timestamp] = []
      for _ in 0..<20 {
        let occurredAt = Self.last.adding(microseconds: Int64.random(in: 0...(5 * 86_400_000_000), using: &random))
        let judged = VisitJudgement.judge(occurredAt: occurredAt, disposition: .counted, lastCountedVisit: last)
        if judged.isUnique { unique.append(occurredAt) }
        if judged.disposition == .counted { last = max(last ?? occurredAt, occurredAt) }
      }
      #expect(!unique.isEmpty)
      for (earlier, later) in zip(unique.sorted(), unique.sorted().dropFirst()) {
        #expect(later.elapsed(since: earlier) >= Int128(VisitJudgement.quietPeriod), "seed \(SeededRandom.runSeed)")
      }
    }
  }
}
