/// How a connection is protected. The key travels with every call, so it must not cross a network in the clear.
public enum ConnectionSecurity: Sendable, Hashable {
  /// Plain TCP to this machine (see ``ServerAddress/isLoopback``), TLS with the system's roots to any other.
  case automatic
  /// TLS, trusting `roots`.
  case tls(roots: TrustRoots)
  /// Plain TCP. Only for networks that nobody else can read.
  case plaintext

  /// Which certificate authorities are trusted.
  public enum TrustRoots: Sendable, Hashable {
    /// Those that the operating system trusts.
    case system
    /// Those in the PEM file at this path, and no others.
    case file(String)
  }

  /// The roots that a connection to `address` is checked against. Nil means plain TCP.
  func trustRoots(for address: ServerAddress) -> TrustRoots? {
    switch self {
    case .automatic: address.isLoopback ? nil : .system
    case .tls(let roots): roots
    case .plaintext: nil
    }
  }
}
