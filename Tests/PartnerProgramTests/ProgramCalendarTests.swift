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
    #expect(berlin.start(of: day) == first)
  }

  @Test func aDayWhoseMidnightIsSkippedBeginsAfterTheGap() throws {
    // Beirut, March 26, 2023: at midnight, 22:00 UTC the day before, the clocks went from UTC+2 to UTC+3.
    let transition = Self.moment(1_679_781_600)
    let beirut = ProgramCalendar(
      initialOffsetSeconds: 7_200, transitions: [.init(at: transition, offsetSeconds: 10_800)])
    let day = try #require(Day("2023-03-26"))
    #expect(beirut.start(of: day) == transition)
    #expect(beirut.day(of: transition) == day)
    #expect(beirut.day(of: transition.adding(microseconds: -1)) < day)
  }

  @Test func aDayWhoseMidnightComesTwiceBeginsWithTheFirst() throws {
    // Clocks that are put back by an hour at midnight: the day begins, and the last hour of the one before comes again.
    let midnight = Self.moment(86_400)
    let calendar = ProgramCalendar(
      initialOffsetSeconds: 0, transitions: [.init(at: midnight.adding(microseconds: 1), offsetSeconds: -3_600)])
    #expect(calendar.start(of: Day(daysSince1970: 1)) == midnight)
    let exact = ProgramCalendar(initialOffsetSeconds: 0, transitions: [.init(at: midnight, offsetSeconds: -3_600)])
    #expect(exact.start(of: Day(daysSince1970: 1)) == Self.moment(90_000))
  }

  /// Against a search minute by minute, in calendars with transitions of all kinds.
  @Test func beginningOfADayIsItsFirstMoment() {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    func quarterHours(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) * 900 }
    for _ in 0..<60 {
      let calendar = ProgramCalendar(
        initialOffsetSeconds: Int32(quarterHours(-48...56)),
        transitions: (0..<3).map { _ in
          .init(at: Self.moment(quarterHours(0...(4 * 96))), offsetSeconds: Int32(quarterHours(-48...56)))
        })
      let moments = stride(from: Int64(-3 * 86_400), through: 8 * 86_400, by: 900).map(Self.moment)
      for number in Int32(-1)...5 {
        let day = Day(daysSince1970: number)
        let first = moments.first { calendar.day(of: $0) >= day }
        #expect(calendar.start(of: day) == first, "seed \(SeededRandom.runSeed): day \(number) of \(calendar)")
      }
    }
  }

  @Test func daysAtTheEndsOfTimeBeginThere() {
    #expect(berlin.start(of: Day(daysSince1970: .max)) == Timestamp(microseconds: .max))
    #expect(berlin.start(of: Day(daysSince1970: .min)) == Timestamp(microseconds: .min))
    #expect(ProgramCalendar.utc.start(of: Day(daysSince1970: 1)) == Self.moment(86_400))
  }

  @Test func aSkippedDayHasNoMoment() throws {
    // Samoa went from UTC-10 to UTC+14 at the end of December 29, 2011: there was no December 30.
    let transition = Self.moment(1_325_239_200)
    let samoa = ProgramCalendar(
      initialOffsetSeconds: -36_000, transitions: [.init(at: transition, offsetSeconds: 50_400)])
    #expect(samoa.day(of: transition.adding(microseconds: -1)) == Day("2011-12-29"))
    #expect(samoa.day(of: transition) == Day("2011-12-31"))
    #expect(samoa.start(of: try #require(Day("2011-12-30"))) == transition)
    #expect(samoa.start(of: try #require(Day("2011-12-31"))) == transition)
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
