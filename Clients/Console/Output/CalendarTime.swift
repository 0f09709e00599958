/// A moment as the Gregorian calendar in UTC has it. Leap seconds do not exist in it, as in POSIX time.
struct CalendarTime: Equatable {
  private static let microsecondsPerSecond: Int64 = 1_000_000
  private static let secondsPerDay: Int64 = 86_400

  let year: Int64
  let month: Int64
  let day: Int64
  let hour: Int64
  let minute: Int64
  let second: Int64
  let microsecond: Int64

  /// The moment that is `microseconds` after the beginning of 1970 UTC.
  init(microsecondsSince1970 microseconds: Int64) {
    let (seconds, fraction) = floorDivide(microseconds, Self.microsecondsPerSecond)
    let (days, secondOfDay) = floorDivide(seconds, Self.secondsPerDay)
    (year, month, day) = civilDate(daysSince1970: days)
    hour = secondOfDay / 3600
    minute = secondOfDay / 60 % 60
    second = secondOfDay % 60
    microsecond = fraction
  }

  /// By RFC 3339 in UTC, such as "2026-01-31T12:00:00Z".
  ///
  /// - Parameter withFraction: whether microseconds that are not zero are written.
  func text(withFraction: Bool) -> String {
    let fraction = withFraction && microsecond != 0 ? "." + padded(microsecond, 6) : ""
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(padded(hour, 2)):\(padded(minute, 2)):"
      + "\(padded(second, 2))\(fraction)Z"
  }
}

/// Days from the beginning of 1970 to a date of the Gregorian calendar.
///
/// Years are counted from March, so that the leap day is the last of its year, and in eras of 400 years, which all have
/// the same 146,097 days.
func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
  let marchYear = month > 2 ? year : year - 1
  let (era, yearOfEra) = floorDivide(marchYear, 400)
  let monthFromMarch = (month + 9) % 12
  let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/// The date that is `days` after the beginning of 1970; the inverse of ``daysSince1970(year:month:day:)``.
private func civilDate(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
  let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100)
  let monthFromMarch = (5 * dayOfYear + 2) / 153
  let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
}

private func floorDivide(_ dividend: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}

private func padded(_ number: Int64, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
