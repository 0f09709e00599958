/// Cuts the part off a network address that tells one household from its neighbours.
///
/// What is left of IPv4 is the first 24 bits, of IPv6 the first 48: what a provider gives out to a region or a site
/// rather than to a person.
public enum AddressTruncation {
  /// How many bytes a truncated address takes at most: three groups of four digits with their colons, and one colon.
  public static let maximumTextBytes = 16

  /// Truncates the text form of an address and writes what is left, as RFC 5952 has it, without allocating.
  ///
  /// An IPv4 address that is mapped into IPv6 (`::ffff:203.0.113.9`), as servers write it that listen on both, is
  /// truncated as IPv4.
  ///
  /// - Parameter text: Where to write. Holds at least ``maximumTextBytes``.
  /// - Returns: How many bytes were written: 0 when the address is malformed.
  public static func truncate(_ address: UnsafeRawBufferPointer, into text: UnsafeMutableRawBufferPointer) -> Int {
    precondition(text.count >= maximumTextBytes, "A truncated address takes up to 16 bytes.")
    var writer = ASCIIWriter(text)
    if let bytes = IPv4Text.parse(address) {
      write(ipv4: bytes, to: &writer)
    } else if let groups = IPv6Text.parse(address) {
      if let mapped = IPv6Text.mappedIPv4(groups) {
        write(ipv4: mapped, to: &writer)
      } else {
        write(ipv6: groups, to: &writer)
      }
    }
    return writer.count
  }

  /// Truncates the text form of an address; empty when it is malformed.
  public static func truncate(_ address: String) -> String {
    var address = address
    return address.withUTF8 { bytes in
      String(unsafeUninitializedCapacity: maximumTextBytes) { text in
        truncate(UnsafeRawBufferPointer(bytes), into: UnsafeMutableRawBufferPointer(text))
      }
    }
  }

  private static func write(ipv4 address: UInt32, to writer: inout ASCIIWriter) {
    for shift in [UInt32(24), 16, 8] {
      writer.write(decimal: UInt8(truncatingIfNeeded: address >> shift))
      writer.write(ASCII.dot)
    }
    writer.write(ASCII.zero)
  }

  private static func write(ipv6 address: UInt128, to writer: inout ASCIIWriter) {
    // Zeros at the end of the 48 bits belong to the longest run of them, the one that "::" stands for, so a group is
    // written only while it or one behind it is not zero.
    var rest = UInt64(address >> 80) << 16
    while rest != 0 {
      writer.write(hexadecimal: UInt16(truncatingIfNeeded: rest >> 48))
      writer.write(ASCII.colon)
      rest <<= 16
    }
    if writer.count == 0 { writer.write(ASCII.colon) }
    writer.write(ASCII.colon)
  }
}
