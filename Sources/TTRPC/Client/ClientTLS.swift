internal import NIOSSL

/// How a client makes sure that it talks to the right server. The server's certificate is always verified.
public struct ClientTLS: Sendable {
  /// Path of a PEM file with the root certificates that are trusted. Nil means those of the system.
  public var trustedRootsPath: String?
  /// The name that the server's certificate must carry, unless it carries the address that is connected to. Nil means
  /// the host that the client was made for.
  public var serverName: String?

  /// Makes the settings; the file is read when the client is made.
  public init(trustedRootsPath: String? = nil, serverName: String? = nil) {
    self.trustedRootsPath = trustedRootsPath
    self.serverName = serverName
  }

  func makeContext() throws(RPCError) -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    if let trustedRootsPath { configuration.trustRoots = .file(trustedRootsPath) }
    do {
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw RPCError(.failedPrecondition, "the trusted roots \(trustedRootsPath ?? "of the system"): \(error)")
    }
  }
}
