/// A range of network addresses that begin with the same bits, as `10.0.0.0/8` or `2001:db8::/32` (RFC 4632, section
/// 3.1; RFC 4291, section 2.3). An address alone is the range of just that one.
package struct NetworkPrefix: Hashable, Sendable {
  private let first: NetworkAddress
  private let length: Int

  /// Reads the text form; nil when it is none, or when bits behind the prefix are set, which is a slip of the pen.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = NetworkAddress(parts[0]) else { return nil }
    var length = first.bitWidth
    if parts.count == 2 {
      // An IPv4 prefix that is written as a part of IPv6 would count its length from elsewhere.
      let isMapped = parts[0].contains(":") && first.bitWidth == UInt32.bitWidth
      guard !isMapped, (1...3).contains(parts[1].utf8.count), parts[1].allSatisfy({ ("0"..."9").contains($0) }),
        let number = Int(parts[1]), number <= first.bitWidth
      else { return nil }
      length = number
    }
    guard first.keeping(bits: length) == first else { return nil }
    self.first = first
    self.length = length
  }

  /// Whether the address is in the range.
  package func contains(_ address: NetworkAddress) -> Bool {
    address.bitWidth == first.bitWidth && address.keeping(bits: length) == first
  }
}

extension NetworkAddress {
  fileprivate var bitWidth: Int {
    switch self {
    case .ipv4: UInt32.bitWidth
    case .ipv6: UInt128.bitWidth
    }
  }

  /// The address with all but its first bits cleared. A shift by the full width gives 0.
  fileprivate func keeping(bits: Int) -> NetworkAddress {
    switch self {
    case .ipv4(let address): .ipv4(address & (UInt32.max << (UInt32.bitWidth - bits)))
    case .ipv6(let address): .ipv6(address & (UInt128.max << (UInt128.bitWidth - bits)))
    }
  }
}
