import PartnerProgram
import Testing

@Suite struct ProgramCalendarTests {
  /// Seconds since 1970 UTC as a moment.
  private static func moment(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: seconds * 1_000_000) }

  /// Berlin in 2024: UTC+1, summer time from March 31, 01:00 UTC to October 27, 01:00 UTC.
  private let berlin = ProgramCalendar(
    initialOffsetSeconds: 3_600,
    transitions: [
      .init(at: moment(1_729_990_800), offsetSeconds: 3_600),
      .init(at: moment(1_711_846_800), offsetSeconds: 7_200),
    ])

  @Test func transitionsMayComeInAnyOrder() {
    #expect(berlin.transitions.map(\.offsetSeconds) == [7_200, 3_600])
  }

  @Test func offsetChangesExactlyAtTheTransition() {
    for (seconds, before, after) in [(Int64(1_711_846_800), Int32(3_600), Int32(7_200)), (1_729_990_800, 7_200, 3_600)]
    {
      let transition = Self.moment(seconds)
      #expect(berlin.offsetSeconds(at: transition.adding(microseconds: -1)) == before)
      #expect(berlin.offsetSeconds(at: transition) == after)
    }
    #expect(berlin.offsetSeconds(at: Timestamp(microseconds: .min)) == 3_600)
    #expect(berlin.offsetSeconds(at: Timestamp(microseconds: .max)) == 3_600)
  }

  @Test(arguments: [
    // A day's first moment in local time, and how many hours it lasts: 23 on the day that summer time begins, 25 on
    // the day that it ends.
    ("2024-03-30", Int64(1_711_753_200), Int64(24)), ("2024-03-31", 1_711_839_600, 23),
    ("2024-04-01", 1_711_922_400, 24), ("2024-10-27", 1_729_980_000, 25), ("2024-10-28", 1_730_070_000, 24),
  ])
  func daysBeginAtLocalMidnight(_ text: String, _ begin: Int64, _ hours: Int64) throws {
    let day = try #require(Day(text))
    let first = Self.moment(begin)
    let next = Self.moment(begin + hours * 3_600)
    #expect(berlin.day(of: first) == day)
    #expect(berlin.day(of: first.adding(microseconds: -1)).daysSince1970 == day.daysSince1970 - 1)
    #expect(berlin.day(of: next.adding(microseconds: -1)) == day)
    #expect(berlin.day(of: next).daysSince1970 == day.daysSince1970 + 1)
  }

  @Test func aSkippedDayHasNoMoment() throws {
    // Samoa went from UTC-10 to UTC+14 at the end of December 29, 2011: there was no December 30.
    let transition = Self.moment(1_325_239_200)
    let samoa = ProgramCalendar(
      initialOffsetSeconds: -36_000, transitions: [.init(at: transition, offsetSeconds: 50_400)])
    #expect(samoa.day(of: transition.adding(microseconds: -1)) == Day("2011-12-29"))
    #expect(samoa.day(of: transition) == Day("2011-12-31"))
  }

  @Test func utcDaysAlsoBefore1970AndAtTheEndsOfTime() {
    #expect(ProgramCalendar.utc.day(of: Timestamp(microseconds: 0)) == Day("1970-01-01"))
    #expect(ProgramCalendar.utc.day(of: Timestamp(microseconds: -1)) == Day("1969-12-31"))
    #expect(ProgramCalendar.utc.day(of: Timestamp(microseconds: -86_400_000_000)) == Day("1969-12-31"))
    #expect(ProgramCalendar.utc.day(of: Timestamp(microseconds: -86_400_000_001)) == Day("1969-12-30"))
    #expect(ProgramCalendar.utc.day(of: Timestamp(microseconds: .max)).daysSince1970 == 106_751_991)
    #expect(ProgramCalendar.utc.day(of: Timestamp(microseconds: .min)).daysSince1970 == -106_751_992)
  }
}
