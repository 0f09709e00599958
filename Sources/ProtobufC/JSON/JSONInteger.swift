/// The value of a JSON number as far as integers go, found without floating point: "1.0", "10e-1" and "1" are the same,
/// and 2 to the 64 minus 1 is itself.
enum JSONInteger: Equatable {
  /// An integer of at most 64 bits beside its sign.
  case whole(isNegative: Bool, magnitude: UInt64)
  /// An integer of more bits.
  case tooLarge
  /// Not an integer.
  case fraction

  /// Scans the number (RFC 8259, section 6) that begins at `position` and moves `position` behind it. Nil when there is
  /// none: `position` is then at the byte that does not belong.
  init?(scanning bytes: UnsafeRawBufferPointer, at position: inout Int) {
    let isNegative = take(bytes, &position, UInt8(ascii: "-"))
    var digits = Digits()
    if !take(bytes, &position, UInt8(ascii: "0")) {
      guard digits.scan(bytes, &position) > 0 else { return nil }
    }
    if take(bytes, &position, UInt8(ascii: ".")) {
      let count = digits.scan(bytes, &position)
      guard count > 0 else { return nil }
      digits.exponent -= count
    }
    if take(bytes, &position, UInt8(ascii: "e")) || take(bytes, &position, UInt8(ascii: "E")) {
      guard let exponent = scanExponent(bytes, &position) else { return nil }
      digits.exponent += exponent
    }
    self = digits.value(isNegative: isNegative)
  }

  /// The value as an integer of this type. Nil when it has none.
  func exactly<Value: FixedWidthInteger>(_ type: Value.Type) -> Value? {
    guard case .whole(let isNegative, let magnitude) = self else { return nil }
    guard isNegative else { return Value(exactly: magnitude) }
    guard magnitude <= Int64.min.magnitude else { return nil }
    return Value(exactly: Int64(truncatingIfNeeded: 0 &- magnitude))
  }
}

/// The digits of a number, which is `magnitude` with `zeros` zeros behind it, times 10 to the `exponent`. The magnitude
/// does not end with a zero, so that the number is an integer when no negative power of ten remains.
private struct Digits {
  private var magnitude: UInt64 = 0
  private var zeros = 0
  private var isTooLarge = false
  var exponent = 0

  /// Takes the digits that begin at `position`.
  ///
  /// - Returns: how many there were.
  mutating func scan(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> Int {
    let start = position
    while position < bytes.count, let digit = digit(bytes[position]) {
      position += 1
      if digit > 0 {
        shift(by: zeros + 1)
        zeros = 0
        add(digit)
      } else if magnitude > 0 {
        zeros += 1
      }
    }
    return position - start
  }

  func value(isNegative: Bool) -> JSONInteger {
    guard magnitude > 0 else { return .whole(isNegative: false, magnitude: 0) }
    guard zeros + exponent >= 0 else { return .fraction }
    var shifted = self
    shifted.shift(by: zeros + exponent)
    return shifted.isTooLarge ? .tooLarge : .whole(isNegative: isNegative, magnitude: shifted.magnitude)
  }

  /// Multiplies by ten so many times, at most until there are more than 64 bits: the time does not follow the exponent.
  private mutating func shift(by count: Int) {
    guard magnitude > 0 else { return }
    var remaining = count
    while remaining > 0, !isTooLarge {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      if overflow { isTooLarge = true } else { magnitude = product }
      remaining -= 1
    }
  }

  private mutating func add(_ digit: UInt64) {
    let (sum, overflow) = magnitude.addingReportingOverflow(digit)
    if overflow { isTooLarge = true } else { magnitude = sum }
  }
}

/// Exponents beyond this one all mean the same, as no document has so many digits.
private let largestExponent = 1 << 48

private func scanExponent(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> Int? {
  let isNegative = take(bytes, &position, UInt8(ascii: "-"))
  if !isNegative { _ = take(bytes, &position, UInt8(ascii: "+")) }
  let start = position
  var exponent = 0
  while position < bytes.count, let digit = digit(bytes[position]) {
    position += 1
    exponent = min(exponent * 10 + Int(digit), largestExponent)
  }
  guard position > start else { return nil }
  return isNegative ? -exponent : exponent
}

private func digit(_ byte: UInt8) -> UInt64? {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? UInt64(byte - UInt8(ascii: "0")) : nil
}

private func take(_ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ byte: UInt8) -> Bool {
  guard position < bytes.count, bytes[position] == byte else { return false }
  position += 1
  return true
}
