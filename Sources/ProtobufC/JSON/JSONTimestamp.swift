internal import CProtobufC

/// A `google.protobuf.Timestamp`, which JSON writes as a text of RFC 3339 instead of an object.
struct JSONTimestamp: Equatable {
  /// Since 1970-01-01T00:00:00Z.
  var seconds: Int64
  /// 0 to 999,999,999.
  var nanoseconds: Int32

  /// The years 1 to 9999, which are all that the mapping knows.
  private static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
  private static let secondsOfDay: Int64 = 86_400

  init?(seconds: Int64, nanoseconds: Int32) {
    guard Self.range.contains(seconds), (0...999_999_999).contains(nanoseconds) else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Reads `YYYY-MM-DDTHH:MM:SS`, up to nine decimals, and `Z` or an offset (RFC 3339, section 5.6, with capitals only).
  /// Nil for every other text, and for a day or time of day that does not exist.
  init?(_ text: UnsafeRawBufferPointer) {
    var rest = text[...]
    func number(_ digits: Int) -> Int64? {
      guard rest.count >= digits else { return nil }
      var value: Int64 = 0
      for byte in rest.prefix(digits) {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      }
      rest = rest.dropFirst(digits)
      return value
    }
    func takes(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard let year = number(4), takes("-"), let month = number(2), takes("-"), let day = number(2), takes("T"),
      let hour = number(2), takes(":"), let minute = number(2), takes(":"), let second = number(2),
      year >= 1, (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day),
      hour < 24, minute < 60, second < 60
    else { return nil }
    var fraction: Int64 = 0
    if takes(".") {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
      guard (1...9).contains(digits), let value = number(digits) else { return nil }
      fraction = (digits..<9).reduce(value) { value, _ in value * 10 }
    }
    var offset: Int64 = 0
    if !takes("Z") {
      let sign: Int64 = takes("-") ? 1 : takes("+") ? -1 : 0
      guard sign != 0, let hours = number(2), takes(":"), let minutes = number(2), hours < 24, minutes < 60 else {
        return nil
      }
      offset = sign * (hours * 3_600 + minutes * 60)
    }
    guard rest.isEmpty else { return nil }
    let days = Self.daysSince1970(year: year, month: month, day: day)
    self.init(
      seconds: days * Self.secondsOfDay + hour * 3_600 + minute * 60 + second + offset, nanoseconds: Int32(fraction))
  }

  /// The text, in UTC, with 0, 3, 6 or 9 decimals.
  var text: String {
    // Division rounds towards zero, and before 1970 a day begins below.
    let second = (seconds % Self.secondsOfDay + Self.secondsOfDay) % Self.secondsOfDay
    let day = (seconds - second) / Self.secondsOfDay
    let date = Self.date(ofDaysSince1970: day)
    let time = [second / 3_600, second / 60 % 60, second % 60].map { Self.padded($0, to: 2) }.joined(separator: ":")
    return "\(Self.padded(date.year, to: 4))-\(Self.padded(date.month, to: 2))-\(Self.padded(date.day, to: 2))T\(time)"
      + decimals + "Z"
  }

  private var decimals: String {
    guard nanoseconds != 0 else { return "" }
    var (value, digits) = (Int64(nanoseconds), 9)
    while value % 1_000 == 0 { (value, digits) = (value / 1_000, digits - 3) }
    return "." + Self.padded(value, to: digits)
  }

  private static func padded(_ number: Int64, to digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  // MARK: - The Gregorian calendar, whose cycle is 400 years of 146,097 days

  private static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func days(in month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days of all years before `year`, from the year 1 on.
  private static func days(before year: Int64) -> Int64 {
    let years = year - 1
    return years * 365 + years / 4 - years / 100 + years / 400
  }

  private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
    days(before: year) - days(before: 1970) + (1..<month).reduce(0) { $0 + days(in: $1, of: year) } + day - 1
  }

  private static func date(ofDaysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let sinceYear1 = days + Self.days(before: 1970)
    // No year is longer than 366 days, so the year is this one or, at most 7 in 9,999, a later one.
    var year = sinceYear1 / 366 + 1
    while Self.days(before: year + 1) <= sinceYear1 { year += 1 }
    var day = sinceYear1 - Self.days(before: year)
    var month: Int64 = 1
    while day >= Self.days(in: month, of: year) {
      day -= Self.days(in: month, of: year)
      month += 1
    }
    return (year, month, day + 1)
  }
}

extension UnsafePointer<ProtobufCMessageDescriptor> {
  /// Places of the two fields in the C structure of a `google.protobuf.Timestamp`; nil for every other message.
  var timestampPlaces: (seconds: Int, nanoseconds: Int)? {
    guard pointee.name.map({ String(cString: $0) }) == "google.protobuf.Timestamp",
      let seconds = fields.first(where: { $0.id == 1 && $0.type == PROTOBUF_C_TYPE_INT64 }),
      let nanoseconds = fields.first(where: { $0.id == 2 && $0.type == PROTOBUF_C_TYPE_INT32 })
    else { return nil }
    return (Int(seconds.offset), Int(nanoseconds.offset))
  }
}
