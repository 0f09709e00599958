internal import ArgumentParser

/// Reads an amount of the command line, in the currency's usual form, as minor units: "12.50" in EUR is 1250, "1200" in
/// JPY is 1200.
///
/// - Parameter name: the option that it was given by, for the message.
/// - Throws: ``CommandFailure`` with status `usage`.
func parseMoney(_ text: String, currency: String, name: String) throws(CommandFailure) -> Int64 {
  do {
    return try parseDecimal(text, fractionDigits: decimals(ofCurrency: currency))
  } catch {
    throw CommandFailure(.usage, "\(name): \(explanation(of: error, text: text, currency: currency))")
  }
}

/// Reads an amount of the command line that may have a sign: "-12.50" takes away, "+12.50" and "12.50" add.
///
/// - Parameter name: the option that it was given by, for the message.
/// - Throws: ``CommandFailure`` with status `usage`.
func parseSignedMoney(_ text: String, currency: String, name: String) throws(CommandFailure) -> Int64 {
  let isNegative = text.hasPrefix("-")
  let amount = isNegative || text.hasPrefix("+") ? String(text.dropFirst()) : text
  let minor = try parseMoney(amount, currency: currency, name: name)
  return isNegative ? -minor : minor
}

private func explanation(of error: DecimalError, text: String, currency: String) -> String {
  switch error {
  case .notANumber:
    "\"\(text)\" is not an amount: write digits and at most one point, such as \(exampleAmount(in: currency))"
  case .tooManyDecimals(let allowed):
    "\"\(text)\" has too many decimals: \(currency) has \(allowed == 0 ? "none" : "at most \(allowed)")"
  case .tooLarge: "\"\(text)\" is too large"
  }
}

private func exampleAmount(in currency: String) -> String {
  let digits = decimals(ofCurrency: currency)
  return digits == 0 ? "1250" : "12.5" + String(repeating: "0", count: digits - 1)
}

/// Reads a rate of the command line, in percent with at most four decimals, as 1/10,000 of a percent: "7.5" or "7.5%" is
/// 75,000.
///
/// - Throws: `ValidationError`, which says what is wrong.
func parsePercent(_ text: String) throws -> Int32 {
  let number = text.hasSuffix("%") ? String(text.dropLast()) : text
  guard let rate = try? parseDecimal(number, fractionDigits: 4), rate <= 1_000_000 else {
    throw ValidationError("A rate is a percentage from 0 to 100 with at most four decimals, such as 7.5.")
  }
  return Int32(rate)
}

/// Reads a currency code of the command line.
///
/// - Throws: `ValidationError` when it is not three capital letters.
func parseCurrency(_ text: String) throws -> String {
  guard text.utf8.count == 3, text.utf8.allSatisfy((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains) else {
    throw ValidationError("A currency is its ISO 4217 code, three capital letters, such as EUR.")
  }
  return text
}
