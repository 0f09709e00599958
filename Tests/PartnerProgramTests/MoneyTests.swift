import Testing

@testable import PartnerProgram

@Suite struct MoneyTests {
  private func currency(_ code: String) throws -> Currency { try #require(Currency(code: code)) }

  @Test(arguments: [
    ("USD", Int64(123_450), "1234.50 USD"), ("USD", 5, "0.05 USD"), ("USD", -5, "-0.05 USD"), ("USD", 0, "0.00 USD"),
    ("JPY", 1_234, "1234 JPY"), ("JPY", 0, "0 JPY"), ("JPY", -7, "-7 JPY"), ("KWD", 1_234, "1.234 KWD"),
    ("UYW", 12_345, "1.2345 UYW"), ("USD", .max, "92233720368547758.07 USD"),
    ("USD", .min, "-92233720368547758.08 USD"), ("JPY", .min, "-9223372036854775808 JPY"),
  ])
  func textHasTheCurrencysDecimalPlaces(_ code: String, _ minorUnits: Int64, _ text: String) throws {
    #expect(Money(minorUnits: minorUnits, currency: try currency(code)).description == text)
  }

  @Test func arithmeticIsExactOrRefused() throws {
    let dollar = try currency("USD")
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<2_000 {
      let left = random.amount() * (Bool.random(using: &random) ? 1 : -1)
      let right = random.amount() * (Bool.random(using: &random) ? 1 : -1)
      let leftMoney = Money(minorUnits: left, currency: dollar)
      let rightMoney = Money(minorUnits: right, currency: dollar)
      let comment: Comment = "seed \(SeededRandom.runSeed), \(left) and \(right)"
      #expect((try? leftMoney.adding(rightMoney).minorUnits) == Int64(exactly: Int128(left) + Int128(right)), comment)
      #expect(
        (try? leftMoney.subtracting(rightMoney).minorUnits) == Int64(exactly: Int128(left) - Int128(right)), comment)
      #expect(
        (try? leftMoney.multiplied(by: right).minorUnits) == Int64(exactly: Int128(left) * Int128(right)), comment)
    }
    #expect(throws: MoneyError.overflow) {
      try Money(minorUnits: .max, currency: dollar).adding(Money(minorUnits: 1, currency: dollar))
    }
  }

  @Test func currenciesDoNotMix() throws {
    let dollar = Money(minorUnits: 1, currency: try currency("USD"))
    let yen = Money(minorUnits: 1, currency: try currency("JPY"))
    #expect(throws: MoneyError.currencyMismatch(dollar.currency, yen.currency)) { try dollar.adding(yen) }
    #expect(throws: MoneyError.currencyMismatch(yen.currency, dollar.currency)) { try yen.subtracting(dollar) }
  }
}

@Suite struct CurrencyTests {
  @Test(arguments: [
    ("USD", 2), ("EUR", 2), ("GBP", 2), ("JPY", 0), ("KRW", 0), ("CLP", 0), ("ISK", 0), ("XOF", 0), ("KWD", 3),
    ("BHD", 3), ("TND", 3), ("CLF", 4), ("UYW", 4), ("XCG", 2), ("ZWG", 2), ("MRU", 2), ("AED", 2), ("ZMW", 2),
  ])
  func exponentIsThatOfTheStandard(_ code: String, _ exponent: Int) {
    #expect(Currency(code: code)?.exponent == exponent)
  }

  @Test(arguments: [
    "", "US", "USDX", "usd", "Usd", "XXX", "XAU", "XTS", "XDR", "ZZZ", "AAA", "U D", "ÄB", "US\0", "HRK",
  ])
  func whatIsNoCurrencyIsRefused(_ code: String) {
    #expect(Currency(code: code) == nil)
    let error = fieldError { () throws(FieldError) in
      let result: Result<Currency, FieldError> = withBytes(of: code) { bytes in
        Result { () throws(FieldError) in try Currency(sent: bytes) }
      }
      _ = try result.get()
    }
    #expect(error?.field == "currency")
  }

  @Test func everyCodeIsFoundAndListedOnce() {
    let all = CurrencyTable.all
    #expect(all.count == 165)
    #expect(Set(all.map(\.code)).count == all.count)
    #expect(all.map(\.code) == all.map(\.code).sorted())
    for currency in all { #expect(Currency(code: currency.code) == currency) }
  }
}
