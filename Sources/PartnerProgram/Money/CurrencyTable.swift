/// The currencies in use by ISO 4217, list one, as of January 2026, with their exponents.
///
/// Left out are the codes for which the list gives no minor unit (precious metals, units of account, testing): no
/// order is placed in them. Codes are only ever added here, because stored orders keep the one they came with.
enum CurrencyTable {
  private static let codesByExponent: [(exponent: UInt32, codes: String)] = [
    (
      0,
      """
      BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
      """
    ),
    (
      2,
      """
      AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD
      CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
      GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD
      LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB
      PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
      SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW
      ZWG
      """
    ),
    (
      3,
      """
      BHD IQD JOD KWD LYD OMR TND
      """
    ),
    (
      4,
      """
      CLF UYW
      """
    ),
  ]

  /// Every currency in the order of the codes.
  static let all: [Currency] = codesByExponent.flatMap { group in
    group.codes.split(whereSeparator: \.isWhitespace).map { code in
      Currency(packed: code.utf8.reduce(0) { $0 << 8 | UInt32($1) } << 8 | group.exponent)
    }
  }.sorted()

  /// Finds the currency of three letters that are packed with the first one highest.
  static func currency(letters: UInt32) -> Currency? {
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle].packed >> 8 < letters {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < all.count, all[low].packed >> 8 == letters else { return nil }
    return all[low]
  }
}
