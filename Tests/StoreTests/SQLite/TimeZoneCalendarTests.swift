import PartnerProgram
import Testing

@testable import Store

@Suite("Time zone calendars")
struct TimeZoneCalendarTests {
  private func transition(_ seconds: Int64, _ offset: Int32) -> ProgramCalendar.Transition {
    ProgramCalendar.Transition(at: Timestamp(microseconds: seconds * 1_000_000), offsetSeconds: offset)
  }

  @Test func utcNeverChanges() throws {
    #expect(try #require(TimeZoneCalendar.calendar(of: "UTC")) == .utc)
  }

  @Test func unknownNamesHaveNone() {
    #expect(TimeZoneCalendar.calendar(of: "Europe/Atlantis") == nil)
  }

  @Test func berlinChangesTwiceAYear() throws {
    let berlin = try #require(TimeZoneCalendar.calendar(of: "Europe/Berlin"))
    #expect(berlin.initialOffsetSeconds == 3_600)
    // 2024-03-31T01:00Z and 2024-10-27T01:00Z
    #expect(berlin.transitions.contains(transition(1_711_846_800, 7_200)))
    #expect(berlin.transitions.contains(transition(1_729_990_800, 3_600)))
    // Summer time is back since 1980: two changes a year until 2099.
    #expect(berlin.transitions.count == 2 * (2_100 - 1_980))
  }

  @Test func changesOfStandardTimeCountToo() throws {
    let moscow = try #require(TimeZoneCalendar.calendar(of: "Europe/Moscow"))
    // 2014-10-25T22:00Z: from UTC+4 to UTC+3 for good.
    #expect(moscow.transitions.last == transition(1_414_274_400, 10_800))
    let apia = try #require(TimeZoneCalendar.calendar(of: "Pacific/Apia"))
    // 2011-12-30T10:00Z: Samoa left out a day.
    let before = Timestamp(microseconds: 1_325_239_199_000_000)
    #expect(apia.day(of: before) == Day("2011-12-29"))
    #expect(apia.day(of: before.adding(microseconds: 1_000_000)) == Day("2011-12-31"))
  }
}
