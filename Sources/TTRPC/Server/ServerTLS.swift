package import NIOSSL

/// The certificate that a server shows, as PEM files.
public struct ServerTLS: Sendable {
  /// Path of the certificate, followed in the same file by those between it and the root.
  public var certificateChainPath: String
  /// Path of the certificate's private key.
  public var privateKeyPath: String

  /// Names the files; they are read when the server starts.
  public init(certificateChainPath: String, privateKeyPath: String) {
    self.certificateChainPath = certificateChainPath
    self.privateKeyPath = privateKeyPath
  }

  /// Reads the files.
  ///
  /// - Parameter protocols: what is spoken over the connection, most wanted first, as ALPN (RFC 7301) names it.
  package func makeContext(protocols: [String] = []) throws(ServerStartError) -> NIOSSLContext {
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(certificateChainPath)
      let key = try NIOSSLPrivateKey(file: privateKeyPath, format: .pem)
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
      configuration.minimumTLSVersion = .tlsv12
      configuration.applicationProtocols = protocols
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw .tls("the certificate \(certificateChainPath) or its key \(privateKeyPath) cannot be used: \(error)")
    }
  }
}

/// Why a server did not start.
public enum ServerStartError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The address is not this machine's alone, there is no certificate, and plain text was not allowed.
  case plaintextNotAllowed(host: String)
  /// The certificate or its key cannot be used. The text says why.
  case tls(String)
  /// The address cannot be bound. The text says why.
  case address(String)
  /// The server was started before.
  case alreadyStarted

  /// What is wrong, in English, with what can be done about it.
  public var description: String {
    switch self {
    case .plaintextNotAllowed(let host):
      "\(host) can be reached from other machines, so a certificate is needed, or plain text must be allowed explicitly"
    case .tls(let reason), .address(let reason): reason
    case .alreadyStarted: "the server was started before"
    }
  }
}
