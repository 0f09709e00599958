internal import NIOCore
internal import TTRPC

/// Carries calls over one TCP connection.
struct SocketTransport: RPCTransport {
  private let client: TTRPCClient

  /// Makes a transport, without connecting.
  ///
  /// - Parameters:
  ///   - address: where the server answers.
  ///   - trustRoots: who may vouch for the server. Nil means plain TCP.
  ///   - retry: how calls that may be repeated are.
  /// - Throws: ``TributaryError`` with code `invalidArgument` when a parameter is out of its range, or the file of trust
  ///   roots is not readable.
  init(
    address: ServerAddress, trustRoots: ConnectionSecurity.TrustRoots?, retry: RetryPolicy
  ) throws(TributaryError) {
    guard (1...65_535).contains(address.port) else {
      throw TributaryError(.invalidArgument, "address: \(address.port) is no TCP port, 1 to 65,535")
    }
    guard retry.attempts >= 1 else {
      throw TributaryError(.invalidArgument, "retry: \(retry.attempts) attempts are none; 1 sends each call once")
    }

    var configuration = ClientConfiguration()
    configuration.attempts = retry.attempts
    configuration.backoff = Backoff(
      initial: TimeAmount(retry.initialDelay), maximum: TimeAmount(retry.maximumDelay))
    do {
      client = try TTRPCClient(
        host: address.host, port: address.port, tls: trustRoots.map(ClientTLS.init), configuration: configuration)
    } catch {
      throw TributaryError(.invalidArgument, error.message)
    }
  }

  func send(_ call: OutgoingCall) async throws(RPCError) -> ByteBuffer {
    try await client.call(
      service: call.service, method: call.method, payload: call.request, metadata: call.metadata,
      timeout: TimeAmount(call.timeout), idempotent: call.isIdempotent)
  }

  func close() async {
    await client.close()
  }
}

extension ClientTLS {
  fileprivate init(_ roots: ConnectionSecurity.TrustRoots) {
    switch roots {
    case .system: self.init()
    case .file(let path): self.init(trustedRootsPath: path)
    }
  }
}
