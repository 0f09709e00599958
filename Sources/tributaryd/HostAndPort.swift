import ArgumentParser

/// An address to listen on, as the command line writes it: `HOST:PORT`, `[IPV6]:PORT` or `HOST` alone.
struct HostAndPort: ExpressibleByArgument, CustomStringConvertible {
  /// The port of the RPC service unless another one is asked for. It is not registered with IANA by anyone.
  static let standardPort = 7411
  /// The port of the HTTP server unless another one is asked for. It is not registered with IANA by anyone.
  static let standardHTTPPort = 7480

  let host: String
  let port: Int

  init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  init?(argument: String) {
    self.init(argument, standardPort: Self.standardPort)
  }

  /// Reads an address.
  ///
  /// - Parameter standardPort: the port where none is written.
  init?(_ argument: String, standardPort: Int) {
    var host = argument[...]
    var port = standardPort
    if let colon = argument.lastIndex(of: ":"), !argument[colon...].contains("]"),
      argument.hasPrefix("[") || argument.firstIndex(of: ":") == colon
    {
      let digits = argument[argument.index(after: colon)...]
      guard let number = Int(digits), (0...65_535).contains(number) else { return nil }
      host = argument[..<colon]
      port = number
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    guard !host.isEmpty else { return nil }
    self.init(host: String(host), port: port)
  }

  var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  var defaultValueDescription: String { description }
}
