/// Amounts as carts write them: "12.50".
public enum DecimalAmount {
  /// Reads an amount in a currency's usual form: digits, and behind a point at most as many as the currency has decimal
  /// places, or more when the rest is zeros. Signs, spaces, commas and exponents are refused, since they are read in
  /// several ways.
  ///
  /// - Parameters:
  ///   - text: The amount in ASCII.
  ///   - exponent: How many decimal places the currency has, as ``Currency/exponent``; 0 for a count of pieces.
  /// - Returns: The amount in minor units, 0 or more; nil when it is none or does not fit into 64 bits.
  public static func minorUnits(_ text: some Collection<UInt8>, exponent: Int) -> Int64? {
    var minorUnits: Int64 = 0
    var integerDigits = 0
    var decimals: Int?
    for byte in text {
      if byte == ASCII.dot {
        guard decimals == nil, integerDigits > 0 else { return nil }
        decimals = 0
        continue
      }
      guard ASCII.isDigit(byte) else { return nil }
      if let count = decimals {
        decimals = count + 1
        if count >= exponent {
          guard byte == ASCII.zero else { return nil }
          continue
        }
      } else {
        integerDigits += 1
      }
      guard append(byte - ASCII.zero, to: &minorUnits) else { return nil }
    }
    guard integerDigits > 0, decimals != 0 else { return nil }
    for _ in 0..<max(0, exponent - (decimals ?? 0)) {
      guard append(0, to: &minorUnits) else { return nil }
    }
    return minorUnits
  }

  private static func append(_ digit: UInt8, to number: inout Int64) -> Bool {
    let (tenfold, overflows) = number.multipliedReportingOverflow(by: 10)
    let (sum, overflowsAgain) = tenfold.addingReportingOverflow(Int64(digit))
    number = sum
    return !overflows && !overflowsAgain
  }
}
