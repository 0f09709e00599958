/// Division that rounds half to even, as banks do, so that halves do not add up in anyone's favour.
enum Rounding {
  /// Divides by a positive number and rounds to the nearest whole number, a half to the even one.
  static func divideHalfToEven(_ dividend: Int128, by divisor: Int128) -> Int128 {
    let magnitude = dividend.magnitude
    let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
    // Twice the remainder is compared as two halves, so that it cannot overflow.
    let rest = divisor.magnitude - remainder
    let roundsUp = remainder > rest || (remainder == rest && quotient % 2 == 1)
    let rounded = Int128(roundsUp ? quotient + 1 : quotient)
    return dividend < 0 ? -rounded : rounded
  }

  /// The share of an amount that a part is of a whole, rounded half to even: `amount * part / whole`.
  ///
  /// - Precondition: The whole is above 0 and the part between 0 and the whole, so that the share always fits.
  static func share(of amount: Int64, part: Int64, whole: Int64) -> Int64 {
    precondition(whole > 0 && (0...whole).contains(part), "A part lies between nothing and the whole.")
    return Int64(divideHalfToEven(Int128(amount) * Int128(part), by: Int128(whole)))
  }
}
