/// The text form of a host: a name of the domain name system, an IPv4 address, or an IPv6 address in brackets, with or
/// without a port.
enum HostText {
  /// The longest name (RFC 1035, section 2.3.4, in text form).
  static let maximumNameBytes = 253
  /// The longest part of a name between dots.
  private static let maximumLabelBytes = 63
  private static let maximumPortDigits = 5

  /// The one spelling of a host with its port: small letters, and no port that is the scheme's own; nil when the bytes
  /// are no host.
  ///
  /// - Parameter schemePort: The port that is left out; nil leaves every port.
  static func canonical(_ bytes: Slice<UnsafeRawBufferPointer>, schemePort: Int?) -> String? {
    let nameEnd: Int
    if bytes.first == ASCII.openingBracket {
      guard let bracket = bytes.firstIndex(of: ASCII.closingBracket) else { return nil }
      nameEnd = bracket + 1
      let address = UnsafeRawBufferPointer(rebasing: bytes[(bytes.startIndex + 1)..<bracket])
      guard IPv6Text.parse(address) != nil else { return nil }
    } else {
      nameEnd = bytes.firstIndex(of: ASCII.colon) ?? bytes.endIndex
      guard isName(bytes[bytes.startIndex..<nameEnd]) else { return nil }
    }
    let name = String(decoding: bytes[bytes.startIndex..<nameEnd].map(ASCII.lowercased), as: UTF8.self)
    guard nameEnd < bytes.endIndex else { return name }
    guard let port = port(bytes[nameEnd...]) else { return nil }
    return port == schemePort ? name : "\(name):\(port)"
  }

  /// Whether bytes are a name of the domain name system, or an IPv4 address of four decimal numbers.
  ///
  /// A name whose last part is a number is none: browsers take it for an IPv4 address in one of many spellings (URL
  /// standard, "ends in a number checker"), of which only the usual one is allowed.
  static func isName(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard (1...maximumNameBytes).contains(bytes.count) else { return false }
    let labels = bytes.split(separator: ASCII.dot, omittingEmptySubsequences: false)
    guard labels.allSatisfy(isLabel), let last = labels.last else { return false }
    return !isNumber(last) || IPv4Text.parse(UnsafeRawBufferPointer(rebasing: bytes)) != nil
  }

  private static func isLabel(_ label: Slice<UnsafeRawBufferPointer>) -> Bool {
    (1...maximumLabelBytes).contains(label.count) && label.first != ASCII.hyphen && label.last != ASCII.hyphen
      && label.allSatisfy { ASCII.isAlphanumeric($0) || $0 == ASCII.hyphen }
  }

  /// Whether browsers take a label for a number: decimal digits, or "0x" with hexadecimal ones.
  private static func isNumber(_ label: Slice<UnsafeRawBufferPointer>) -> Bool {
    if label.allSatisfy(ASCII.isDigit) { return true }
    let digits = label.dropFirst(2)
    return label.first == ASCII.zero && label.dropFirst().first.map(ASCII.lowercased) == UInt8(ascii: "x")
      && digits.allSatisfy { ASCII.hexadecimalValue($0) != nil }
  }

  /// A colon and a port of 1 to 65535 without zeros in front; nil when the bytes are something else.
  private static func port(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
    let digits = bytes.dropFirst()
    guard bytes.first == ASCII.colon, (1...maximumPortDigits).contains(digits.count),
      digits.allSatisfy(ASCII.isDigit), digits.first != ASCII.zero
    else { return nil }
    let port = digits.reduce(0) { $0 * 10 + Int($1 - ASCII.zero) }
    return port <= Int(UInt16.max) ? port : nil
  }
}
