import PartnerProgram
import Testing

@Suite struct ClickTests {
  @Test func onlyClicksOfActivePartnersCount() {
    #expect(ClickDisposition.decide(partnerStatus: .active) == .counted)
    #expect(ClickDisposition.decide(partnerStatus: .inactive) == .inactivePartner)
  }

  private static let last = Timestamp(microseconds: 1_700_000_000_000_000)

  @Test(arguments: [
    (Int64(0), false), (1, false), (86_399_999_999, false), (86_400_000_000, true), (86_400_000_001, true), (-1, false),
    (-86_400_000_000, false), (-864_000_000_000, false),
  ])
  func uniqueVisitNeeds24HoursWithoutOne(_ delta: Int64, _ isUnique: Bool) {
    let occurredAt = Self.last.adding(microseconds: delta)
    #expect(
      UniqueVisit.isUnique(occurredAt: occurredAt, disposition: .counted, lastCountedVisit: Self.last) == isUnique)
    #expect(
      !UniqueVisit.isUnique(occurredAt: occurredAt, disposition: .inactivePartner, lastCountedVisit: Self.last))
  }

  @Test func firstVisitIsUniqueIfItCounts() {
    #expect(UniqueVisit.isUnique(occurredAt: Self.last, disposition: .counted, lastCountedVisit: nil))
    #expect(!UniqueVisit.isUnique(occurredAt: Self.last, disposition: .inactivePartner, lastCountedVisit: nil))
  }

  @Test func noTwoUniqueVisitsLieWithin24HoursInWhateverOrderTheyArrive() {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<500 {
      var last: Timestamp?
      var unique: [Timestamp] = []
      for _ in 0..<20 {
        let occurredAt = Self.last.adding(microseconds: Int64.random(in: 0...(5 * 86_400_000_000), using: &random))
        if UniqueVisit.isUnique(occurredAt: occurredAt, disposition: .counted, lastCountedVisit: last) {
          unique.append(occurredAt)
        }
        last = max(last ?? occurredAt, occurredAt)
      }
      #expect(!unique.isEmpty)
      for (earlier, later) in zip(unique.sorted(), unique.sorted().dropFirst()) {
        #expect(later.elapsed(since: earlier) >= Int128(UniqueVisit.quietPeriod), "seed \(SeededRandom.runSeed)")
      }
    }
  }
}
