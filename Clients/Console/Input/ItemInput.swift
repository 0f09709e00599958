internal import ArgumentParser

/// A line of an order as the command line has it: its price is read once the currency is known.
///
/// The forms are PRICE, QUANTITY:PRICE, SKU:PRICE and SKU:QUANTITY:PRICE. Of the two in the middle, digits alone before
/// the colon are a quantity; a SKU of digits alone is written with its quantity. A SKU may contain colons, if a quantity
/// follows it.
struct ItemInput: Equatable {
  /// The shop's product code. Empty means not given.
  let sku: String
  /// How many.
  let quantity: Int64
  /// Price of one, as written.
  let price: String

  /// Reads an item.
  ///
  /// - Throws: `ValidationError`, which says what is wrong.
  static func parse(_ text: String) throws -> ItemInput {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let price = parts[parts.count - 1]
    guard !price.isEmpty else { throw ValidationError("The price is missing. \(forms)") }
    switch parts.count {
    case 1: return ItemInput(sku: "", quantity: 1, price: price)
    case 2 where isDigits(parts[0]):
      return ItemInput(sku: "", quantity: try quantity(parts[0]), price: price)
    case 2: return ItemInput(sku: parts[0], quantity: 1, price: price)
    default:
      let sku = parts.dropLast(2).joined(separator: ":")
      return ItemInput(sku: sku, quantity: try quantity(parts[parts.count - 2]), price: price)
    }
  }

  private static let forms = "An item is SKU:QUANTITY:PRICE, SKU:PRICE, QUANTITY:PRICE or PRICE."

  private static func quantity(_ text: String) throws -> Int64 {
    guard isDigits(text), let quantity = Int64(text), quantity >= 1 else {
      throw ValidationError("\"\(text)\" is no quantity of 1 or more. \(forms)")
    }
    return quantity
  }

  private static func isDigits(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
  }
}
