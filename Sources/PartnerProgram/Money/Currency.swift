/// A currency of ISO 4217 that has a minor unit, so that its amounts are whole numbers of it.
public struct Currency: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The three letters of the code in the upper 24 bits, the first one highest, and the exponent below them.
  let packed: UInt32

  init(packed: UInt32) {
    self.packed = packed
  }

  /// Packs the letters of a code, the first one highest; nil unless they are three capital letters.
  private static func letters(_ code: UnsafeRawBufferPointer) -> UInt32? {
    guard code.count == 3, code.allSatisfy(ASCII.isUppercase) else { return nil }
    return UInt32(code[0]) << 16 | UInt32(code[1]) << 8 | UInt32(code[2])
  }

  /// Makes the currency of a code in three capital letters, without allocating; nil when ISO 4217 has none such.
  public init?(code: UnsafeRawBufferPointer) {
    guard let letters = Self.letters(code), let currency = CurrencyTable.currency(letters: letters) else { return nil }
    self = currency
  }

  /// Makes the currency of a code in three capital letters; nil when ISO 4217 has none such.
  public init?(code: String) {
    var code = code
    guard let currency = code.withUTF8({ Currency(code: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = currency
  }

  /// Makes the currency of a code that a caller sent.
  ///
  /// - Throws: A ``FieldError`` of `field` when ISO 4217 has no such currency.
  public init(sent code: UnsafeRawBufferPointer, field: String = "currency") throws(FieldError) {
    guard let currency = Currency(code: code) else {
      throw FieldError(field: field, message: "must be an ISO 4217 code in three capital letters, such as USD")
    }
    self = currency
  }

  /// Every currency in the order of the codes.
  public static var all: [Currency] { CurrencyTable.all }

  /// The code in three capital letters.
  public var code: String {
    String(unsafeUninitializedCapacity: 3) { text in
      for position in 0..<3 {
        text[position] = UInt8(truncatingIfNeeded: packed >> (24 - 8 * UInt32(position)))
      }
      return 3
    }
  }

  /// How many decimal places of the major unit one minor unit is: 0 for JPY, 2 for USD, 3 for KWD, 4 for UYW.
  public var exponent: Int { Int(packed & 0xFF) }

  /// Whether the left code comes before the right one in the alphabet.
  public static func < (left: Currency, right: Currency) -> Bool { left.packed < right.packed }

  /// The code in three capital letters.
  public var description: String { code }
}
