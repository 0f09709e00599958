import PartnerProgram
import Testing

@Suite struct VisitorTouchesTests {
  typealias Cases = AttributionCases

  private static func select(_ touches: [Referral], _ touch: TouchPreference = .last) -> [ClickID?] {
    VisitorTouches.select(touches, windowDays: 60, convertedAt: Cases.convertedAt, touch: touch).map(\.click)
  }

  private static func clicks(_ numbers: [UInt64]) -> [ClickID?] { numbers.map(Cases.clickID) }

  @Test func clicksInTheWindowAreListedLatestFirst() {
    let touches = [
      Cases.click(1, before: 9), Cases.click(3, before: 5), Cases.click(2, before: 5),
      Cases.click(4, before: 60 * Cases.day), Cases.click(5, before: 60 * Cases.day + 1),
      Cases.click(6, before: -5 * Cases.minute), Cases.click(7, before: -5 * Cases.minute - 1),
      Cases.click(1, before: 9, isPartnerActive: false),
    ]
    #expect(Self.select(touches) == Self.clicks([6, 3, 2, 1, 4]))
    #expect(Self.select(touches.reversed()) == Self.clicks([6, 3, 2, 1, 4]))
    #expect(Self.select([]) == [])
  }

  @Test func ofSeveralWithTheSameIDTheFirstIsTaken() {
    let known = Cases.click(1, before: 9, isPartnerActive: false)
    let found = Cases.click(1, before: 9)
    let selected = VisitorTouches.select([known, found], windowDays: 60, convertedAt: Cases.convertedAt)
    #expect(selected == [known])
  }

  @Test func withoutClicksInTheWindowOneOfThoseOutsideIsListed() {
    let before = [Cases.click(1, before: 90 * Cases.day), Cases.click(2, before: 70 * Cases.day)]
    let after = [Cases.click(3, before: -2 * Cases.day), Cases.click(4, before: -Cases.day)]
    #expect(Self.select(before + after) == Self.clicks([2]))
    #expect(Self.select((before + after).reversed()) == Self.clicks([2]))
    #expect(Self.select(after) == [])
    #expect(Self.select(after.reversed()) == [])
  }

  @Test func noMoreThanFiftyAreListed() {
    let touches = (1...60).map { Cases.click($0, before: Int64(100 - $0)) }
    #expect(Self.select(touches.shuffled()) == Self.clicks((11...60).reversed()))
  }

  @Test func oneThatMayEarnIsAddedWhenNoneOfTheLatestMay() {
    let touches = (1...60).map { number in
      Cases.click(
        number, before: Int64(100 - number),
        disposition: number > 10 ? .bot : number > 5 ? .inactivePartner : .counted)
    }
    #expect(Self.select(touches) == Self.clicks((11...60).reversed() + [5]))
    #expect(Self.select(Array(touches.dropFirst(5))) == Self.clicks((11...60).reversed()))
    let oneMay = touches + [Cases.click(61, before: 20, disposition: .repeated)]
    #expect(Self.select(oneMay).count == 50)
  }

  @Test func withFirstTouchTheEarliestThatMayEarnIsAdded() {
    let touches = (1...60).map { number in
      Cases.click(number, before: Int64(100 - number), isPartnerActive: number > 3)
    }
    #expect(Self.select(touches, .first) == Self.clicks((11...60).reversed() + [4]))
    #expect(Self.select(Array(touches.dropFirst(10)), .first) == Self.clicks((11...60).reversed()))
    let late = (1...60).map { number in
      Cases.click(number, before: Int64(100 - number), isPartnerActive: number == 5 || number == 8)
    }
    #expect(Self.select(late, .first) == Self.clicks((11...60).reversed() + [8, 5]))
    let single = (1...60).map { number in Cases.click(number, before: Int64(100 - number), isPartnerActive: number == 5)
    }
    #expect(Self.select(single, .first) == Self.clicks((11...60).reversed() + [5]))
  }

  @Test func aVisitorWithManyClicksStillCreditsTheFirst() throws {
    let touches = (1...80).map { Cases.click($0, before: Int64(100 - $0), partner: Int64($0)) }
    for (touch, partner) in [(TouchPreference.first, Int64(1)), (.last, 80)] {
      let selected = VisitorTouches.select(
        touches.shuffled(), windowDays: 60, convertedAt: Cases.convertedAt, touch: touch)
      let receipt = Cases.decide(
        selected.map { Cases.evidence(.visitorID, "v", $0) }, try AttributionPolicy(touch: touch))
      #expect(receipt.winner?.partner == Cases.partner(partner))
    }
  }
}
