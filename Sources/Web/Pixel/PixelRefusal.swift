internal import PartnerProgram

/// Why nothing of a pixel is kept.
enum PixelRefusal: Error, Equatable {
  /// There is no such program.
  case unknownProgram
  /// The account's plan has no pixel.
  case plan
  /// It is signed, but not by the program's keys.
  case badSignature
  /// It is neither of a lead nor of a sale.
  case kind
  /// An item's number is none of 1 to 1,000, or an item has no price.
  case items
  /// An amount is not in the currency's usual form.
  case money
  /// A value is no text.
  case text
  /// The currency is none.
  case currency
  /// The order id is missing or too long.
  case orderID
  /// The customer's address or number is too long.
  case customer
  /// The coupon is too long.
  case coupon
  /// Another rule of the contract is broken.
  case other

  /// The refusal of what breaks a rule of the contract.
  init(_ error: FieldError) {
    self =
      switch error.field.prefix(while: { $0 != "[" && $0 != "." }) {
      case "order_id": .orderID
      case "customer": .customer
      case "evidence": .coupon
      case "currency": .currency
      case "items": .items
      case "tax_minor", "shipping_minor", "discount_minor": .money
      default: .other
      }
  }

  /// Its name among the counters.
  var reason: StaticString {
    switch self {
    case .unknownProgram: "unknown_program"
    case .plan: "plan"
    case .badSignature: "bad_signature"
    case .kind: "kind"
    case .items: "items"
    case .money: "money"
    case .text: "text"
    case .currency: "currency"
    case .orderID: "order_id"
    case .customer: "customer"
    case .coupon: "coupon"
    case .other: "other"
    }
  }
}
