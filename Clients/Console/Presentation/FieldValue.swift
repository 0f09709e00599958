/// One value of a result, written by each format in its own way.
enum FieldValue {
  /// Text from anywhere.
  case text(String)
  /// Several texts, none of which has a semicolon.
  case texts([String])
  /// Text that may be long, such as a token: shortened in tables only.
  case longText(String)
  /// A count.
  case count(Int64)
  /// Money in minor units of a currency.
  case money(Int64, currency: String)
  /// Money in 1/10,000 of a minor unit of a currency.
  case fineMoney(Int64, currency: String)
  /// A share in parts per million.
  case partsPerMillion(Int64)
  /// A rate in 1/10,000 of a percent.
  case rate(Int32)
  /// Yes or no.
  case truth(Bool)
  /// A moment in microseconds since 1970 UTC. 0 means none.
  case time(Int64)

  /// Columns that a long text takes in a table at most.
  private static let longTextWidth = 32

  /// For tables: numbers grouped, money with its currency, text safe for a terminal.
  var shown: String {
    switch self {
    case .text(let text): visibleText(text)
    case .texts(let texts): texts.map { visibleText($0) }.joined(separator: ", ")
    case .longText(let text): visibleText(text).shortened(toWidth: Self.longTextWidth)
    case .count(let count): formatDecimal(count, fractionDigits: 0, grouped: true)
    case .money(let minor, let currency):
      "\(formatDecimal(minor, fractionDigits: decimals(ofCurrency: currency), grouped: true)) \(visibleText(currency))"
    case .fineMoney(let fine, let currency):
      formatDecimal(
        roundHalfEven(fine, dividedBy: 100), fractionDigits: decimals(ofCurrency: currency) + 2, grouped: true)
        + " \(visibleText(currency))"
    case .partsPerMillion(let share):
      formatDecimal(roundHalfEven(share, dividedBy: 100), fractionDigits: 2, grouped: true) + " %"
    case .rate(let rate): shortestDecimal(Int64(rate), fractionDigits: 4) + " %"
    case .truth(let truth): truth ? "yes" : "no"
    case .time(let time): time == 0 ? "" : CalendarTime(microsecondsSince1970: time).text(withFraction: false)
    }
  }

  /// For CSV: exact, in a form that spreadsheets read as a number where it is one.
  var exact: String {
    switch self {
    case .text(let text), .longText(let text): text
    case .texts(let texts): texts.joined(separator: ";")
    case .count(let count): String(count)
    case .money(let minor, let currency):
      formatDecimal(minor, fractionDigits: decimals(ofCurrency: currency), grouped: false)
    case .fineMoney(let fine, let currency):
      formatDecimal(fine, fractionDigits: decimals(ofCurrency: currency) + 4, grouped: false)
    case .partsPerMillion(let share): formatDecimal(share, fractionDigits: 6, grouped: false)
    case .rate(let rate): formatDecimal(Int64(rate), fractionDigits: 4, grouped: false)
    case .truth(let truth): truth ? "true" : "false"
    case .time(let time): time == 0 ? "" : CalendarTime(microsecondsSince1970: time).text(withFraction: true)
    }
  }

  /// For JSON: integers in the units of the protocol.
  var json: JSONValue {
    switch self {
    case .text(let text), .longText(let text): .string(text)
    case .texts(let texts): .array(texts.map(JSONValue.string))
    case .count(let number), .money(let number, _), .fineMoney(let number, _), .partsPerMillion(let number):
      .integer(number)
    case .rate(let rate): .integer(Int64(rate))
    case .truth(let truth): .boolean(truth)
    case .time(let time): time == 0 ? .null : .string(exact)
    }
  }

  /// How a column of such values is aligned.
  var alignment: Table.Alignment {
    switch self {
    case .count, .money, .fineMoney, .partsPerMillion, .rate: .right
    case .text, .texts, .longText, .truth, .time: .left
    }
  }
}

/// The quotient rounded to the nearest integer, and from the middle to the even one.
private func roundHalfEven(_ dividend: Int64, dividedBy divisor: Int64) -> Int64 {
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  let twice = remainder.magnitude * 2
  let isUp = twice > divisor.magnitude || (twice == divisor.magnitude && !quotient.isMultiple(of: 2))
  return isUp ? quotient + dividend.signum() : quotient
}

/// A decimal number without the zeros at its end.
private func shortestDecimal(_ number: Int64, fractionDigits: Int) -> String {
  var text = formatDecimal(number, fractionDigits: fractionDigits, grouped: false)
  while text.contains("."), let last = text.last, last == "0" || last == "." {
    text.removeLast()
    if last == "." { break }
  }
  return text
}
