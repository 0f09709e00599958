internal import PartnerProgram
internal import Store
internal import TTRPC

/// The key that a connection proved last, so that its next call with the same key costs a comparison of bytes instead of
/// a SHA-256 and a look-up.
final class ConnectionState {
  let loop: LoopState
  private var header: [UInt8] = []
  private var key: APIKeyEntry?
  private var generation: UInt64 = 0

  init(loop: LoopState) {
    self.loop = loop
  }

  /// The live key that `header`, the value of "authorization", proves.
  ///
  /// - Throws: UNAUTHENTICATED.
  func key(provenBy header: UnsafeRawBufferPointer?, in directory: Directory) throws(RPCError) -> APIKeyEntry {
    guard let header else {
      throw RPCError(.unauthenticated, #"the call carries no key: send "authorization: Bearer KEY" in its metadata"#)
    }
    let current = directory.generation
    if let key, generation == current, header.elementsEqual(self.header) { return key }
    let found = try Self.lookUp(header, in: directory)
    self.header = Array(header)
    key = found
    generation = current
    return found
  }

  /// The live key that `header` proves, found by its hash.
  ///
  /// - Throws: UNAUTHENTICATED.
  static func lookUp(
    _ header: UnsafeRawBufferPointer, in directory: Directory
  ) throws(RPCError) -> APIKeyEntry {
    let scheme = Array("bearer ".utf8)
    guard header.count > scheme.count, header.prefix(scheme.count).map({ $0 | 0x20 }) == scheme else {
      throw RPCError(.unauthenticated, #"authorization must be "Bearer KEY""#)
    }
    let secret = UnsafeRawBufferPointer(rebasing: header[scheme.count...])
    guard secret.count <= APIKeySecret.maximumBytes else {
      throw RPCError(.unauthenticated, "the key is not known to this server")
    }
    let hash = APIKeySecret.sha256(of: secret)
    guard let entry = hash.withUnsafeBytes({ directory.apiKey(sha256: $0) }), entry.key.isLive else {
      throw RPCError(.unauthenticated, "the key is not known to this server, or was revoked")
    }
    return entry
  }
}

extension Tracker {
  /// What the tracker remembers of a call's connection.
  func state(of connection: ConnectionContext, on lane: EventLoopLane) -> ConnectionState {
    if let state = connection.userState as? ConnectionState { return state }
    let state = ConnectionState(loop: loopState(of: lane))
    connection.userState = state
    return state
  }

  /// Refuses a key that may not do what `needed` is the scope of.
  func require(_ needed: KeyScope, of entry: APIKeyEntry) throws(RPCError) {
    guard entry.key.scope.permits(needed) else {
      throw RPCError(
        .permissionDenied,
        "the key \(entry.key.id) has scope \(entry.key.scope.name), and this call needs \(needed.name)")
    }
  }
}

extension KeyScope {
  /// Name of the scope, as the command line writes it.
  var name: String {
    switch self {
    case .publishable: "publishable"
    case .server: "server"
    case .admin: "admin"
    case .partnerReport: "partner-report"
    }
  }
}
