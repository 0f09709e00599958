internal import PartnerProgram

/// A network address. An IPv4 address that is mapped into IPv6 is the IPv4 address.
package enum NetworkAddress: Hashable, Sendable {
  case ipv4(UInt32)
  case ipv6(UInt128)

  /// Reads the text form of an address, without port or zone; nil when it is none.
  package init?(_ text: some StringProtocol) {
    var text = String(text)
    let address: NetworkAddress? = text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      if let address = IPv4Text.parse(bytes) { return .ipv4(address) }
      guard let address = IPv6Text.parse(bytes) else { return nil }
      return IPv6Text.mappedIPv4(address).map { .ipv4($0) } ?? .ipv6(address)
    }
    guard let address else { return nil }
    self = address
  }

  /// Whether the address is that of this machine alone (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3).
  package var isLoopback: Bool {
    switch self {
    case .ipv4(let address): address >> 24 == 127
    case .ipv6(let address): address == 1
    }
  }
}
