/// The text form of IPv4 addresses: four decimal numbers with dots (RFC 1123, section 2.1).
package enum IPv4Text {
  /// Reads an address as 32 bits; nil when the bytes are none. Zeros in front are refused, since some programs take
  /// such numbers for octal ones.
  package static func parse(_ text: UnsafeRawBufferPointer) -> UInt32? {
    var address: UInt32 = 0
    var number: UInt32 = 0
    var digits = 0
    var dots = 0
    for byte in text {
      if byte == ASCII.dot {
        guard digits > 0, dots < 3 else { return nil }
        address = address << 8 | number
        dots += 1
        number = 0
        digits = 0
      } else {
        guard ASCII.isDigit(byte), digits == 0 || number > 0 else { return nil }
        number = number * 10 + UInt32(byte - ASCII.zero)
        digits += 1
        guard number <= 255 else { return nil }
      }
    }
    guard dots == 3, digits > 0 else { return nil }
    return address << 8 | number
  }
}

/// The text form of IPv6 addresses (RFC 4291, section 2.2), without zone.
package enum IPv6Text {
  /// Reads an address as 128 bits; nil when the bytes are none.
  package static func parse(_ text: UnsafeRawBufferPointer) -> UInt128? {
    guard let gap = gap(in: text) else {
      guard let (value, count) = groups(text[...], mayEndInIPv4: true), count == 8 else { return nil }
      return value
    }
    guard let (front, frontCount) = groups(text[..<gap], mayEndInIPv4: false),
      let (back, backCount) = groups(text[(gap + 2)...], mayEndInIPv4: true),
      frontCount + backCount < 8
    else { return nil }
    // The empty front of "::1" has no groups, and a shift by the full width gives 0.
    return front << UInt128(16 * (8 - frontCount)) | back
  }

  /// The IPv4 address that is mapped into an IPv6 one (RFC 4291, section 2.5.5.2), if one is.
  package static func mappedIPv4(_ address: UInt128) -> UInt32? {
    address >> 32 == 0xFFFF ? UInt32(truncatingIfNeeded: address) : nil
  }

  /// Where the first "::" begins, if there is one.
  private static func gap(in text: UnsafeRawBufferPointer) -> Int? {
    text.indices.dropLast().first { text[$0] == ASCII.colon && text[$0 + 1] == ASCII.colon }
  }

  /// Reads groups with single colons between them, of which the last one may be an IPv4 address that counts for two;
  /// none when there are no bytes. Nil when they are malformed.
  private static func groups(
    _ text: Slice<UnsafeRawBufferPointer>, mayEndInIPv4: Bool
  ) -> (value: UInt128, count: Int)? {
    var value: UInt128 = 0
    var count = 0
    var rest = text
    while !rest.isEmpty {
      let end = rest.firstIndex(of: ASCII.colon) ?? rest.endIndex
      let group = rest[rest.startIndex..<end]
      let isLast = end == rest.endIndex
      if isLast, mayEndInIPv4, let address = IPv4Text.parse(UnsafeRawBufferPointer(rebasing: group)) {
        value = value << 32 | UInt128(address)
        count += 2
        break
      }
      guard (1...4).contains(group.count), isLast || end + 1 < rest.endIndex else { return nil }
      var number: UInt16 = 0
      for byte in group {
        guard let digit = ASCII.hexadecimalValue(byte) else { return nil }
        number = number << 4 | UInt16(digit)
      }
      value = value << 16 | UInt128(number)
      count += 1
      guard count <= 8 else { return nil }
      rest = isLast ? rest[rest.endIndex...] : rest[(end + 1)...]
    }
    return count <= 8 ? (value, count) : nil
  }
}
