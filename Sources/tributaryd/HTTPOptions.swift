import ArgumentParser
import Web

/// How the HTTP server listens, for browsers and for carts that call over HTTP.
struct HTTPOptions: ParsableArguments {
  @Option(
    name: .customLong("http"),
    help: ArgumentHelp("Where to listen for HTTP. Port 0 means any free one.", valueName: "host:port"),
    transform: { text in
      guard let address = HostAndPort(text, standardPort: HostAndPort.standardHTTPPort) else {
        throw ValidationError("\(text) is no HOST:PORT.")
      }
      return address
    })
  var address = HostAndPort(host: "127.0.0.1", port: HostAndPort.standardHTTPPort)

  @Flag(name: .customLong("no-http"), help: "Serve RPC only.")
  var isOff = false

  @Flag(
    name: .customLong("http-plaintext"),
    help: "Serve plain HTTP whatever the certificate and address, behind a proxy that speaks TLS.")
  var isPlaintext = false

  @Option(
    name: .customLong("trusted-proxy"),
    help: ArgumentHelp(
      "Proxies that are believed who asks, in X-Forwarded-For and X-Forwarded-Proto. May be given several times.",
      valueName: "cidr"),
    transform: { text in
      guard let prefix = NetworkPrefix(text) else {
        throw ValidationError("\(text) is no range of addresses such as 10.0.0.0/8 or 2001:db8::/32.")
      }
      return prefix
    })
  var trustedProxies: [NetworkPrefix] = []

  @Option(
    name: .customLong("http-max-connections"), help: ArgumentHelp("HTTP connections at a time.", valueName: "count"))
  var maximumConnections = WebLimits().connections

  func validate() throws {
    guard maximumConnections > 0 else { throw ValidationError("--http-max-connections must be 1 or more.") }
    guard !isOff || (trustedProxies.isEmpty && !isPlaintext) else {
      throw ValidationError("--no-http leaves nothing for --http-plaintext and --trusted-proxy to do.")
    }
  }
}
