internal import ArgumentParser
internal import TributaryClient

/// A balance of the command line from which on a currency is paid out, such as "USD:50.00".
struct ThresholdInput: Equatable {
  /// ISO 4217 code.
  let currency: String
  /// The balance, 1 minor unit or more.
  let minimumMinor: Int64

  /// Reads a threshold.
  ///
  /// - Throws: `ValidationError`, which says what is wrong.
  static func parse(_ text: String) throws -> ThresholdInput {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      throw ValidationError("A threshold is CURRENCY:AMOUNT, such as EUR:50.00.")
    }
    let currency = try parseCurrency(parts[0])
    guard let minimum = try? parseMoney(parts[1], currency: currency, name: "--threshold"), minimum >= 1 else {
      throw ValidationError("\"\(parts[1])\" is no amount of \(currency) above zero.")
    }
    return ThresholdInput(currency: currency, minimumMinor: minimum)
  }

  /// The threshold in the protocol.
  var message: PayoutThreshold {
    PayoutThreshold(currency: currency, minimumMinor: minimumMinor)
  }
}
