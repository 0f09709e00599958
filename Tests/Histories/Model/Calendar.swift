import Foundation

/// Days of a time zone, counted from 1970-01-01.
final class LocalCalendar {
  static let microsecondsPerSecond: Int64 = 1_000_000
  static let microsecondsPerDay: Int64 = 86_400 * microsecondsPerSecond

  let zone: TimeZone
  private var starts: [Int: Int64] = [:]

  init(zone name: String) {
    zone = TimeZone(identifier: name) ?? .gmt
  }

  /// The day of a moment.
  func day(of microseconds: Int64) -> Int {
    let second = floorDivision(microseconds, Self.microsecondsPerSecond)
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second)))
    return Int(floorDivision(second + Int64(offset), 86_400))
  }

  /// The first moment of a day, or of what follows when a change of clocks swallowed it. Every change of clocks since
  /// 1970 was at a full quarter of an hour, so looking at quarters is enough.
  func start(of day: Int) -> Int64 {
    if let known = starts[day] { return known }
    let quarter = 900 * Self.microsecondsPerSecond
    var moment = Int64(day) * Self.microsecondsPerDay - 60 * quarter
    while self.day(of: moment) < day { moment += quarter }
    starts[day] = moment
    return moment
  }

  /// "YYYY-MM-DD".
  static func text(_ day: Int) -> String {
    var year = 1970
    var left = day
    while left < 0 {
      year -= 1
      left += daysInYear(year)
    }
    while left >= daysInYear(year) {
      left -= daysInYear(year)
      year += 1
    }
    var month = 0
    let months = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    while left >= months[month] {
      left -= months[month]
      month += 1
    }
    return "\(padded(year, 4))-\(padded(month + 1, 2))-\(padded(left + 1, 2))"
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func daysInYear(_ year: Int) -> Int { isLeap(year) ? 366 : 365 }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

func floorDivision(_ dividend: Int64, _ divisor: Int64) -> Int64 {
  let quotient = dividend / divisor
  return dividend % divisor < 0 ? quotient - 1 : quotient
}
