internal import PartnerProgram

/// One item of a pixel: the parameters that end in its number.
struct PixelItem {
  /// What a parameter says of an item.
  enum Part: CaseIterable {
    case id
    case price
    case quantity

    /// What the parameter's name begins with.
    var prefix: [UInt8] {
      switch self {
      case .id: Array("item_id_".utf8)
      case .price: Array("item_price_".utf8)
      case .quantity: Array("item_quantity_".utf8)
      }
    }
  }

  /// The product code.
  private(set) var id: [UInt8]?
  /// The price of one, as it was sent.
  private(set) var price: [UInt8]?
  /// How many, as it was sent.
  private(set) var quantity: [UInt8]?

  /// Whether nothing is said of it: the template had a place for it, and the order has fewer items.
  var isEmpty: Bool { [id, price, quantity].allSatisfy { $0?.isEmpty ?? true } }

  /// Takes a value unless there is one already.
  mutating func take(_ value: [UInt8], as part: Part) {
    switch part {
    case .id: id = id ?? value
    case .price: price = price ?? value
    case .quantity: quantity = quantity ?? value
    }
  }

  /// Reads an item's number in its one spelling; nil when it is none of 1 to `OrderAmounts.maximumLines`.
  static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...String(OrderAmounts.maximumLines).utf8.count).contains(digits.count),
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), digits.first != UInt8(ascii: "0")
    else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return number <= OrderAmounts.maximumLines ? number : nil
  }
}
