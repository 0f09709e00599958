internal import NIOCore
internal import TTRPC

/// A client of a Tributary server.
///
/// A client is cheap to keep and meant to be shared: it holds one connection, which it opens when the first call is made
/// and again after it was lost, and on which any number of calls are under way at once. Making one neither waits nor
/// fails for want of a server.
///
/// Every method throws ``TributaryError`` and nothing else.
///
/// **Repetition.** When a connection breaks, nobody knows whether a call in flight was carried out. Calls that the
/// server recognises are sent again by the ``RetryPolicy``, within the call's timeout: conversions by their order
/// number, clicks by their id (the client makes one when the request has none), adjustments and payouts by theirs,
/// updates, revocations and all that only read. Other creations, deletions and erasures are sent once.
public final class TributaryClient: Sendable {
  /// How long a call may take when nothing else is said.
  public static let defaultTimeout = Duration.seconds(10)

  private let transport: any RPCTransport
  private let metadata: Metadata
  private let timeout: Duration
  private let clickIDs: UUIDv7Generator

  /// Makes a client of the server at `address`, without connecting.
  ///
  /// - Parameters:
  ///   - address: where the server answers ttrpc calls.
  ///   - key: the API key's secret, "tk_ID_SECRET". Nil sends none: enough for the health check only.
  ///   - security: how the connection is protected.
  ///   - timeout: how long a call may take, repetitions included.
  ///   - retry: how calls that may be repeated are.
  /// - Throws: ``TributaryError`` with code `invalidArgument` when a parameter is out of its range, or the file of trust
  ///   roots is not readable.
  public convenience init(
    address: ServerAddress,
    key: String?,
    security: ConnectionSecurity = .automatic,
    timeout: Duration = TributaryClient.defaultTimeout,
    retry: RetryPolicy = RetryPolicy()
  ) throws(TributaryError) {
    let transport = try SocketTransport(
      address: address, trustRoots: security.trustRoots(for: address), retry: retry)
    self.init(transport: transport, key: key, timeout: timeout)
  }

  /// Makes a client of the server at `address`, written "HOST:PORT". See ``init(address:key:security:timeout:retry:)``.
  public convenience init(
    address: String,
    key: String?,
    security: ConnectionSecurity = .automatic,
    timeout: Duration = TributaryClient.defaultTimeout,
    retry: RetryPolicy = RetryPolicy()
  ) throws(TributaryError) {
    try self.init(
      address: ServerAddress(address), key: key, security: security, timeout: timeout, retry: retry)
  }

  /// Makes a client whose calls go through `transport`.
  package init(
    transport: any RPCTransport,
    key: String?,
    timeout: Duration = TributaryClient.defaultTimeout,
    clickIDs: UUIDv7Generator = .system
  ) {
    self.transport = transport
    self.timeout = timeout
    self.clickIDs = clickIDs
    var metadata = Metadata()
    if let key { metadata.append(key: "authorization", value: "Bearer \(key)") }
    self.metadata = metadata
  }

  /// Gives up the connection. Calls under way fail, and so does every later one.
  public func close() async {
    await transport.close()
  }

  /// Makes one call: encodes the request, sends it, decodes the reply.
  func call<Request, Reply>(
    _ method: RPCMethod<Request, Reply>, _ request: Request, _ retryability: Retryability
  ) async throws(TributaryError) -> Reply {
    let call = OutgoingCall(
      service: method.service,
      method: method.name,
      request: try encode(request),
      metadata: metadata,
      timeout: timeout,
      isIdempotent: retryability == .idempotent
    )
    let reply: ByteBuffer
    do {
      reply = try await transport.send(call)
    } catch {
      throw TributaryError(error)
    }
    return try decode(Reply.self, from: reply)
  }

  /// A new id for a click.
  func makeClickID() -> String {
    clickIDs.next()
  }
}
