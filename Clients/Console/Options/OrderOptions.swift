internal import ArgumentParser
internal import TributaryClient

/// What was bought, or is paid back.
struct OrderOptions: ParsableArguments {
  @Option(
    name: .customLong("item"),
    help: ArgumentHelp(
      """
      SKU:QUANTITY:PRICE, SKU:PRICE, QUANTITY:PRICE or PRICE, the price of one such as 12.50. Digits alone before the \
      only colon are a quantity. Repeat for each line.
      """),
    transform: ItemInput.parse)
  var items: [ItemInput] = []

  @Option(
    help: ArgumentHelp(
      "Currency of the amounts. Else TRIBUTARY_CURRENCY or \"currency\", else the program's.", valueName: "code"),
    transform: parseCurrency)
  var currency: String?

  @Option(help: ArgumentHelp("Tax. No commission is paid on it.", valueName: "amount"))
  var tax: String?

  @Option(help: ArgumentHelp("Shipping. No commission is paid on it.", valueName: "amount"))
  var shipping: String?

  @Option(help: ArgumentHelp("Discount on the items.", valueName: "amount"))
  var discount: String?

  /// Whether any amount is given.
  var isEmpty: Bool { items.isEmpty && tax == nil && shipping == nil && discount == nil }
}

/// The amounts of an order in minor units.
struct OrderAmounts {
  /// ISO 4217 code of all amounts.
  let currency: String
  let items: [Item]
  let taxMinor: Int64
  let shippingMinor: Int64
  let discountMinor: Int64

  /// Reads the amounts in their currency.
  ///
  /// The currency is part of the request even when it is the program's: the amounts were read by its decimals, so the
  /// server must not take them for another's.
  ///
  /// - Throws: ``CommandFailure`` with status `usage` when one is no amount of the currency.
  init(_ options: OrderOptions, currency: String) throws(CommandFailure) {
    self.currency = currency
    var items: [Item] = []
    for item in options.items {
      let price = try parseMoney(item.price, currency: currency, name: "--item")
      items.append(Item(sku: item.sku, quantity: item.quantity, unitPriceMinor: price))
    }
    self.items = items
    taxMinor = try parseMoney(options.tax ?? "0", currency: currency, name: "--tax")
    shippingMinor = try parseMoney(options.shipping ?? "0", currency: currency, name: "--shipping")
    discountMinor = try parseMoney(options.discount ?? "0", currency: currency, name: "--discount")
  }
}
