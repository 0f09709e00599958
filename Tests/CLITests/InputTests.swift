import ArgumentParser
import Testing
@testable import TributaryConsole

@Suite struct InputTests {
  @Test(arguments: [("12.50", "EUR", 1250), ("1200", "JPY", 1200), ("1.25", "KWD", 1250), ("1", "CLF", 10_000)])
  func anAmountIsReadInItsCurrency(_ text: String, _ currency: String, _ minor: Int64) throws {
    #expect(try parseMoney(text, currency: currency, name: "--tax") == minor)
  }

  @Test(arguments: [
    ("12.505", "EUR", "--tax: \"12.505\" has too many decimals: EUR has at most 2"),
    ("12.5", "JPY", "--tax: \"12.5\" has too many decimals: JPY has none"),
    ("a", "JPY", "--tax: \"a\" is not an amount: write digits and at most one point, such as 1250"),
    ("a", "KWD", "--tax: \"a\" is not an amount: write digits and at most one point, such as 12.500"),
    ("9999999999999999999", "EUR", "--tax: \"9999999999999999999\" is too large"),
  ])
  func aWrongAmountIsExplained(_ text: String, _ currency: String, _ message: String) {
    #expect(throws: CommandFailure(.usage, message)) { try parseMoney(text, currency: currency, name: "--tax") }
  }

  @Test(arguments: [("0", 0), ("7.5", 75_000), ("7.5%", 75_000), ("100", 1_000_000), ("0.0001", 1)])
  func aRateIsReadExactly(_ text: String, _ rate: Int32) throws {
    #expect(try parsePercent(text) == rate)
  }

  @Test(arguments: ["", "%", "-1", "100.0001", "0.00001", "ten"])
  func whatIsNoRateIsRefused(_ text: String) {
    #expect(throws: ValidationError.self) { try parsePercent(text) }
  }

  @Test(arguments: [
    ("12.50", ItemInput(sku: "", quantity: 1, price: "12.50")),
    ("3:12.50", ItemInput(sku: "", quantity: 3, price: "12.50")),
    ("MUG:12.50", ItemInput(sku: "MUG", quantity: 1, price: "12.50")),
    ("MUG:2:12.50", ItemInput(sku: "MUG", quantity: 2, price: "12.50")),
    ("4711:2:12.50", ItemInput(sku: "4711", quantity: 2, price: "12.50")),
    (":2:12.50", ItemInput(sku: "", quantity: 2, price: "12.50")),
    ("MUG:BLUE:2:12.50", ItemInput(sku: "MUG:BLUE", quantity: 2, price: "12.50")),
  ])
  func anItemIsRead(_ text: String, _ item: ItemInput) throws {
    #expect(try ItemInput.parse(text) == item)
  }

  @Test(arguments: ["", "MUG:", "MUG:x:1", "MUG:0:1", "MUG:-1:1", "0:1", "MUG:2:", "MUG::1", "99999999999999999999:1"])
  func whatIsNoItemIsRefused(_ text: String) {
    #expect(throws: ValidationError.self) { try ItemInput.parse(text) }
  }

  @Test func aCurrencyIsThreeCapitalLetters() throws {
    #expect(try parseCurrency("EUR") == "EUR")
    for text in ["", "eur", "EURO", "E1R", "ÉUR"] {
      #expect(throws: ValidationError.self) { try parseCurrency(text) }
    }
  }
}
