import ArgumentParser
import Testing
@testable import TributaryConsole

@Suite struct TimeTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000001Z", 1), ("2000-02-29T12:34:56Z", 951_827_696_000_000),
    ("2026-01-31T12:00:00Z", 1_769_860_800_000_000), ("2026-01-31T13:00:00+01:00", 1_769_860_800_000_000),
    ("2026-01-31t03:30:00.5-08:30", 1_769_860_800_500_000), ("2026-01-31T12:00:00.123456z", 1_769_860_800_123_456),
    ("1969-12-31T23:59:59Z", -1_000_000), ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
  ])
  func aDateTimeIsRead(_ text: String, _ microseconds: Int64) {
    #expect(parseRFC3339(text) == microseconds)
  }

  @Test(arguments: [
    "", "2026-01-31", "2026-01-31T12:00:00", "2026-01-31 12:00:00Z", "2026-02-29T12:00:00Z", "1900-02-29T12:00:00Z",
    "2026-13-01T12:00:00Z", "2026-00-01T12:00:00Z", "2026-04-31T12:00:00Z", "2026-01-00T12:00:00Z",
    "2026-01-31T24:00:00Z", "2026-01-31T12:60:00Z", "2026-01-31T12:00:60Z", "2026-01-31T12:00:00.Z",
    "2026-01-31T12:00:00.1234567Z", "2026-01-31T12:00:00+1:00", "2026-01-31T12:00:00+24:00",
    "2026-01-31T12:00:00+01:60", "2026-01-31T12:00:00ZZ", "+026-01-31T12:00:00Z", "2026-1-31T12:00:00Z",
    "２026-01-31T12:00:00Z",
  ])
  func whatIsNoDateTimeIsRefused(_ text: String) {
    #expect(parseRFC3339(text) == nil)
    #expect(throws: ValidationError.self) { try parseTime(text) }
  }

  @Test func nowIsLeftToTheServer() throws {
    #expect(try parseTime("now") == 0)
    #expect(try parseTime("1970-01-01T00:00:00.000001Z") == 1)
    // Nothing sends this as 0, which would mean now.
    #expect(throws: ValidationError.self) { try parseTime("1970-01-01T00:00:00Z") }
    #expect(throws: ValidationError.self) { try parseTime("1969-12-31T23:59:59Z") }
  }

  @Test func aDayIsADayOfTheCalendar() throws {
    #expect(try parseDay("2024-02-29") == "2024-02-29")
    for text in ["", "2026-02-29", "2026-1-1", "2026-01-01T", "today", "2026-01-32"] {
      #expect(throws: ValidationError.self) { try parseDay(text) }
    }
  }

  @Test(arguments: [
    (Int64(0), "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.000001Z"), (-1, "1969-12-31T23:59:59.999999Z"),
    (1_769_860_800_500_000, "2026-01-31T12:00:00.500000Z"),
  ])
  func aMomentIsWritten(_ microseconds: Int64, _ text: String) {
    #expect(CalendarTime(microsecondsSince1970: microseconds).text(withFraction: true) == text)
  }

  @Test func fractionsAreLeftOutForPeople() {
    #expect(CalendarTime(microsecondsSince1970: 500_000).text(withFraction: false) == "1970-01-01T00:00:00Z")
  }

  @Test func readingUndoesWritingThroughFourCenturies() {
    let microsecondsPerDay: Int64 = 86_400_000_000
    // A prime step meets every day of the month and both sides of every kind of leap day.
    let wrong = stride(from: 0, to: 146_097, by: 29).first { day in
      let moment = Int64(day) * microsecondsPerDay + 12_345_678
      return parseRFC3339(CalendarTime(microsecondsSince1970: moment).text(withFraction: true)) != moment
    }
    #expect(wrong == nil)
  }

  @Test func noMomentOfTheProtocolTraps() {
    for moment in [Int64.min, .max] {
      #expect(CalendarTime(microsecondsSince1970: moment).text(withFraction: true).hasSuffix("Z"))
    }
  }
}
