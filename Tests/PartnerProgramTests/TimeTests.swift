import PartnerProgram
import Testing

@Suite struct TimestampTests {
  private let now = Timestamp(microseconds: 1_700_000_000_000_000)

  @Test func zeroMeansNow() throws {
    #expect(try Timestamp(sent: 0, now: now) == now)
    #expect(try Timestamp(sent: 1, now: now).microseconds == 1)
  }

  @Test func fiveMinutesAheadIsTheLimit() throws {
    let limit = now.microseconds + 300_000_000
    for sent in [limit, now.microseconds + 1, now.microseconds] {
      #expect(try Timestamp(sent: sent, now: now) == now, "what lies ahead is taken for now: \(sent)")
    }
    #expect(try Timestamp(sent: now.microseconds - 1, now: now).microseconds == now.microseconds - 1)
    for sent in [limit + 1, .max, -1, .min] {
      let error = fieldError { () throws(FieldError) in _ = try Timestamp(sent: sent, now: now) }
      #expect(error?.field == "occurred_at_us", "\(sent)")
    }
  }

  @Test func arithmeticStaysInsideTheRange() {
    #expect(now.adding(days: 1).microseconds == now.microseconds + 86_400_000_000)
    #expect(now.adding(days: -1).microseconds == now.microseconds - 86_400_000_000)
    #expect(now.adding(days: .max).microseconds == .max)
    #expect(now.adding(days: .min).microseconds == .min)
    #expect(Timestamp(microseconds: .max).adding(microseconds: 1).microseconds == .max)
    #expect(Timestamp(microseconds: .min).adding(microseconds: -1).microseconds == .min)
    let farthest = Timestamp(microseconds: .max).elapsed(since: Timestamp(microseconds: .min))
    #expect(farthest == Int128(UInt64.max))
  }
}

@Suite struct DayTests {
  /// A second calendar that only ever steps to the next day.
  private struct SteppingCalendar {
    var year = 1900
    var month = 1
    var dayOfMonth = 1

    private var isLeapYear: Bool { year.isMultiple(of: 400) || (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) }

    private var lengthOfMonth: Int {
      switch month {
      case 2: isLeapYear ? 29 : 28
      case 4, 6, 9, 11: 30
      default: 31
      }
    }

    mutating func step() {
      dayOfMonth += 1
      guard dayOfMonth > lengthOfMonth else { return }
      (month, dayOfMonth) = (month + 1, 1)
      if month == 13 { (year, month) = (year + 1, 1) }
    }

    var text: String {
      "\(year)-\(month < 10 ? "0" : "")\(month)-\(dayOfMonth < 10 ? "0" : "")\(dayOfMonth)"
    }
  }

  @Test func everyDayFrom1900To2200RoundTrips() throws {
    var calendar = SteppingCalendar()
    let first = try #require(Day("1900-01-01"))
    #expect(first.daysSince1970 == -25_567)
    for offset in Int32(0)... {
      let day = Day(daysSince1970: first.daysSince1970 + offset)
      try #require(day.description == calendar.text)
      try #require(Day(calendar.text) == day)
      guard calendar.year < 2201 else { break }
      calendar.step()
    }
    #expect(Day("2201-01-01")?.daysSince1970 == 84_371)
  }

  @Test(arguments: [
    ("1970-01-01", Int32(0)), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
    ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
  ])
  func knownDays(_ text: String, _ days: Int32) {
    #expect(Day(text)?.daysSince1970 == days)
    #expect(Day(daysSince1970: days).description == text)
  }

  @Test(arguments: [
    "", "2024-1-01", "2024-01-1", "24-01-01", "2024-00-10", "2024-13-01", "2024-01-00", "2024-01-32", "2023-02-29",
    "1900-02-29", "2024-04-31", "2024/01/01", "2024-01-01 ", " 2024-01-01", "2024-01-01T", "-024-01-01", "+024-01-01",
    "0000-01-01", "٢٠٢٤-01-01", "20240101", "2024-01-0\0",
  ])
  func onlyTheStrictFormOfADayThatExistsIsRead(_ text: String) {
    #expect(Day(text) == nil)
    #expect(fieldError { () throws(FieldError) in _ = try Day(sent: text, field: "from_day") }?.field == "from_day")
  }

  @Test func extremeDaysHaveAText() {
    #expect(Day(daysSince1970: -719_163).description == "0000-12-31")
    #expect(Day(daysSince1970: -719_163 - 366).description == "-0001-12-31")
    #expect(Day(daysSince1970: .max).description == "5881580-07-11")
    #expect(Day(daysSince1970: .min).description == "-5877641-06-23")
  }
}
