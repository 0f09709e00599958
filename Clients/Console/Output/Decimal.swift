/// Why a text is not the decimal number that was expected.
enum DecimalError: Error, Equatable {
  case notANumber
  case tooManyDecimals(allowed: Int)
  case tooLarge
}

/// Reads a decimal number of at most `fractionDigits` decimals as an integer count of its last decimal place, exactly:
/// "12.5" with two is 1250.
///
/// The number is written in ASCII digits with at most one point, which stands between digits. There is no sign, since no
/// amount or rate of the command line is negative.
func parseDecimal(_ text: String, fractionDigits: Int) throws(DecimalError) -> Int64 {
  let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else {
    throw .notANumber
  }
  let fraction = parts.count == 2 ? Array(parts[1]) : []
  guard fraction.count <= fractionDigits else { throw .tooManyDecimals(allowed: fractionDigits) }

  let padding = Array(repeating: UInt8(ascii: "0"), count: fractionDigits - fraction.count)
  var number: Int64 = 0
  for digit in Array(parts[0]) + fraction + padding {
    let (tens, tensOverflow) = number.multipliedReportingOverflow(by: 10)
    let (sum, sumOverflow) = tens.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
    guard !tensOverflow, !sumOverflow else { throw .tooLarge }
    number = sum
  }
  return number
}

/// Writes an integer count of the last of `fractionDigits` decimal places as a decimal number: 1250 with two is "12.50".
///
/// - Parameter grouped: whether a comma stands after every thousand.
func formatDecimal(_ number: Int64, fractionDigits: Int, grouped: Bool) -> String {
  var digits = String(number.magnitude)
  if digits.count <= fractionDigits {
    digits = String(repeating: "0", count: fractionDigits + 1 - digits.count) + digits
  }
  let whole = String(digits.dropLast(fractionDigits))
  let fraction = digits.suffix(fractionDigits)
  return (number < 0 ? "-" : "") + (grouped ? groupThousands(whole) : whole)
    + (fraction.isEmpty ? "" : "." + fraction)
}

private func groupThousands(_ digits: String) -> String {
  var grouped = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { grouped.append(",") }
    grouped.append(digit)
  }
  return grouped
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
