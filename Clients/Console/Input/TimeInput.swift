internal import ArgumentParser

/// Reads a moment of the command line as microseconds since 1970 UTC. "now" is 0, which the server takes as the moment
/// of the call by its own clock.
///
/// Else it is an RFC 3339 date-time with its offset, such as "2026-01-31T12:00:00Z" or
/// "2026-01-31T13:00:00.250+01:00", after 1970 began and with microseconds at the finest.
///
/// - Throws: `ValidationError`, which says what is wrong.
func parseTime(_ text: String) throws -> Int64 {
  if text == "now" { return 0 }
  guard let time = parseRFC3339(text), time > 0 else {
    throw ValidationError("A time is \"now\" or RFC 3339, such as 2026-01-31T12:00:00Z, after 1970.")
  }
  return time
}

/// Reads an RFC 3339 date-time. Nil when it is none, is no date of the calendar, or names a leap second.
func parseRFC3339(_ text: String) -> Int64? {
  var reader = DigitReader(text)
  guard let year = reader.number(digits: 4), reader.skip("-"), let month = reader.number(digits: 2), reader.skip("-"),
    let day = reader.number(digits: 2), isDate(year, month, day), reader.skip("T") || reader.skip("t"),
    let hour = reader.number(digits: 2), hour < 24, reader.skip(":"), let minute = reader.number(digits: 2),
    minute < 60, reader.skip(":"), let second = reader.number(digits: 2), second < 60,
    let microsecond = reader.fraction(digits: 6), let offset = reader.offsetMinutes(), reader.isAtEnd
  else { return nil }
  let minutes = (daysSince1970(year: year, month: month, day: day) * 24 + hour) * 60 + minute - offset
  return (minutes * 60 + second) * 1_000_000 + microsecond
}

/// Reads a day of the command line, which it gives back as it is.
///
/// - Throws: `ValidationError` when it is not "YYYY-MM-DD" or no day of the calendar.
func parseDay(_ text: String) throws -> String {
  var reader = DigitReader(text)
  guard let year = reader.number(digits: 4), reader.skip("-"), let month = reader.number(digits: 2), reader.skip("-"),
    let day = reader.number(digits: 2), reader.isAtEnd, isDate(year, month, day)
  else { throw ValidationError("A day is YYYY-MM-DD, such as 2026-01-31.") }
  return text
}

private func isDate(_ year: Int64, _ month: Int64, _ day: Int64) -> Bool {
  guard (1...12).contains(month), day >= 1 else { return false }
  let isLeapYear = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
  switch month {
  case 2: return day <= (isLeapYear ? 29 : 28)
  case 4, 6, 9, 11: return day <= 30
  default: return day <= 31
  }
}

/// Reads a text of fixed-width numbers from its beginning.
private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = Substring(text).utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func number(digits: Int) -> Int64? {
    let taken = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.prefix(digits)
    guard taken.count == digits, let number = Int64(Substring(taken)) else { return nil }
    rest = rest.dropFirst(digits)
    return number
  }

  /// An optional fraction as a count of its `digits`th decimal place. Nil when it is finer, or a point without digits.
  mutating func fraction(digits: Int) -> Int64? {
    guard skip(".") else { return 0 }
    var fraction: Int64 = 0
    var count = 0
    while let digit = number(digits: 1) {
      fraction = fraction * 10 + digit
      count += 1
      guard count <= digits else { return nil }
    }
    guard count > 0 else { return nil }
    for _ in count..<digits { fraction *= 10 }
    return fraction
  }

  /// "Z" or an offset from UTC such as "+01:00", in minutes.
  mutating func offsetMinutes() -> Int64? {
    if skip("Z") || skip("z") { return 0 }
    let sign: Int64 = skip("-") ? -1 : skip("+") ? 1 : 0
    guard sign != 0, let hours = number(digits: 2), hours < 24, skip(":"), let minutes = number(digits: 2),
      minutes < 60
    else { return nil }
    return sign * (hours * 60 + minutes)
  }
}
