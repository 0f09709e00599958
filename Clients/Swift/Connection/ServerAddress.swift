/// Where a server answers: a host name or address, and a TCP port.
public struct ServerAddress: Sendable, Hashable {
  /// A host name, an IPv4 address, or an IPv6 address without brackets.
  public let host: String
  /// The TCP port, 1 to 65,535.
  public let port: Int

  /// Makes an address of its parts. Whether `port` is in its range is checked when a client is made.
  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads "HOST:PORT"; an IPv6 address stands in brackets, as in "[::1]:7411".
  ///
  /// - Throws: ``TributaryError`` with code `invalidArgument` and field "address" when the text is no such thing.
  public init(_ text: String) throws(TributaryError) {
    guard let parts = ServerAddress.split(text) else {
      throw TributaryError(
        .invalidArgument, "address: \"\(text)\" is not HOST:PORT, such as \"localhost:7411\" or \"[::1]:7411\"")
    }
    (host, port) = parts
  }

  /// Whether the host is this machine, so that what is sent stays on it: "localhost", 127.0.0.0/8 or ::1.
  public var isLoopback: Bool {
    host == "localhost" || host == "::1" || isIPv4Loopback
  }

  private var isIPv4Loopback: Bool {
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
  }

  private static func split(_ text: String) -> (host: String, port: Int)? {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    let digits = text[text.index(after: colon)...].utf8
    guard (1...5).contains(digits.count), digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
      let port = Int(String(digits) ?? ""), (1...65_535).contains(port)
    else { return nil }

    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard host.contains(":") else { return nil }
    } else if host.contains(":") {
      return nil
    }
    return host.isEmpty || host.contains(where: \.isWhitespace) ? nil : (String(host), port)
  }
}

extension ServerAddress: CustomStringConvertible {
  /// "HOST:PORT", with brackets around an IPv6 address.
  public var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
