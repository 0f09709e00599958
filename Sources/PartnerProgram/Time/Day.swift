/// A calendar day, as days since 1970-01-01 in the proleptic Gregorian calendar.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01; negative before it.
  public let daysSince1970: Int32

  /// Makes the day that is so many days after 1970-01-01.
  public init(daysSince1970: Int32) {
    self.daysSince1970 = daysSince1970
  }

  /// Whether the left day comes before the right one.
  public static func < (left: Day, right: Day) -> Bool { left.daysSince1970 < right.daysSince1970 }
}

// MARK: - Year, month and day of the month

extension Day {
  private static let daysPer400Years: Int64 = 146_097
  private static let daysPerCentury: Int64 = 36_524
  private static let daysPer4Years: Int64 = 1_461
  private static let daysPerYear: Int64 = 365
  /// Days from 0001-01-01 to 1970-01-01.
  private static let daysBefore1970: Int64 = 719_162
  /// Days of a common year before each month.
  private static let daysBeforeMonth: [Int64] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]

  private static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// Days of a year before a month, 1 to 13.
  private static func daysBefore(month: Int, of year: Int64) -> Int64 {
    daysBeforeMonth[month - 1] + (month > 2 && isLeap(year) ? 1 : 0)
  }

  /// Makes a day from year 1 to 9999, month 1 to 12 and day of the month; nil when there is no such day.
  public init?(year: Int, month: Int, dayOfMonth: Int) {
    guard (1...9_999).contains(year), (1...12).contains(month), dayOfMonth >= 1 else { return nil }
    let year = Int64(year)
    let first = Self.daysBefore(month: month, of: year)
    guard Int64(dayOfMonth) <= Self.daysBefore(month: month + 1, of: year) - first else { return nil }
    let before = year - 1
    let days = before * 365 + before / 4 - before / 100 + before / 400 + first + Int64(dayOfMonth) - 1
    self.init(daysSince1970: Int32(days - Self.daysBefore1970))
  }

  /// The year (1 BC is 0), the month and the day of the month.
  public var civil: (year: Int64, month: Int, dayOfMonth: Int) {
    let days = Int64(daysSince1970) + Self.daysBefore1970
    let (cycles, inCycle) = floorDivide(days, Self.daysPer400Years)
    // The last day of a 400 year cycle belongs to its fourth century and that of a leap year to its fourth year.
    let centuries = min(inCycle / Self.daysPerCentury, 3)
    let inCentury = inCycle - centuries * Self.daysPerCentury
    let fours = inCentury / Self.daysPer4Years
    let inFour = inCentury - fours * Self.daysPer4Years
    let years = min(inFour / Self.daysPerYear, 3)
    let inYear = inFour - years * Self.daysPerYear

    let year = cycles * 400 + centuries * 100 + fours * 4 + years + 1
    var month = 1
    while Self.daysBefore(month: month + 1, of: year) <= inYear { month += 1 }
    return (year, month, Int(inYear - Self.daysBefore(month: month, of: year)) + 1)
  }
}

// MARK: - Text

extension Day {
  /// Reads "YYYY-MM-DD" and nothing else: four, two and two digits of a day that exists, year 0001 to 9999.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == ASCII.hyphen, bytes[7] == ASCII.hyphen,
      let year = Self.number(bytes[0..<4]),
      let month = Self.number(bytes[5..<7]),
      let dayOfMonth = Self.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, dayOfMonth: dayOfMonth)
  }

  /// Reads "YYYY-MM-DD" of a request.
  ///
  /// - Throws: A ``FieldError`` of `field` when it is no such day.
  public init(sent text: String, field: String) throws(FieldError) {
    guard let day = Day(text) else {
      throw FieldError(field: field, message: #"must be a day that exists, written "YYYY-MM-DD""#)
    }
    self = day
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy(ASCII.isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - ASCII.zero) }
  }

  /// "YYYY-MM-DD". Years outside 0 to 9999 take as many digits as they need, with a sign below 0.
  public var description: String {
    let (year, month, dayOfMonth) = civil
    let sign = year < 0 ? "-" : ""
    return
      "\(sign)\(padded(year.magnitude, to: 4))-\(padded(UInt64(month), to: 2))-\(padded(UInt64(dayOfMonth), to: 2))"
  }
}
