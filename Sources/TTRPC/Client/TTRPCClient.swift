public import NIOCore
public import NIOPosix
internal import NIOSSL

/// A client of one ttrpc server. All calls share one connection, which is made when the first call needs it and made
/// again, after a wait that grows, when it was lost.
public final class TTRPCClient: Sendable {
  private let core: ClientCore
  private let configuration: ClientConfiguration

  /// Makes a client. It connects with its first call.
  ///
  /// - Parameters:
  ///   - host: name or address of the server.
  ///   - port: port of the server.
  ///   - tls: how the server is verified. Nil means plain text.
  ///   - configuration: limits, times and retries.
  ///   - group: event loops, of which the client uses one. Default those that the process shares.
  /// - Throws: FAILED_PRECONDITION when the trusted roots cannot be read.
  public init(
    host: String, port: Int, tls: ClientTLS? = nil, configuration: ClientConfiguration = ClientConfiguration(),
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) throws(RPCError) {
    self.configuration = configuration
    let connector = ClientConnector(
      host: host, port: port, tls: try tls?.makeContext(), serverName: tls?.serverName ?? host,
      configuration: configuration)
    core = ClientCore(eventLoop: group.next(), connector: connector, configuration: configuration)
  }

  deinit {
    core.close()
  }

  /// Calls a method and waits for its reply.
  ///
  /// An idempotent call that fails with UNAVAILABLE, because the connection was lost or the server is going away, is sent
  /// again while time and attempts last. No other call is ever sent twice. When the task is cancelled the call fails with
  /// CANCELLED at once; the server may have carried it out all the same, as it may when the time runs out.
  ///
  /// - Parameters:
  ///   - service: full name of the service.
  ///   - method: name of the method.
  ///   - payload: the encoded request message.
  ///   - metadata: pairs that accompany the call.
  ///   - timeout: how long the call may take, all attempts together. Nil means the configuration's.
  ///   - idempotent: whether sending the call twice does no more than sending it once.
  /// - Returns: the encoded reply message.
  /// - Throws: what the server answered, or UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED or RESOURCE_EXHAUSTED.
  public func call(
    service: String, method: String, payload: ByteBuffer, metadata: Metadata = [:], timeout: TimeAmount? = nil,
    idempotent: Bool = false
  ) async throws(RPCError) -> ByteBuffer {
    // A year is longer than any caller waits, and short enough for the clock's arithmetic.
    let timeout = min(timeout ?? configuration.callTimeout, .hours(365 * 24))
    let deadline = NIODeadline.now() + timeout
    var attempt = 1
    while true {
      let call = ClientCall(
        service: service, method: method, payload: payload, metadata: metadata, deadline: deadline)
      switch await core.perform(call) {
      case .success(let reply):
        return reply
      case .failure(let error):
        guard idempotent, error.code == .unavailable, attempt < configuration.attempts else { throw error }
        let pause = configuration.backoff.delay(failures: attempt)
        guard NIODeadline.now() + pause < deadline else { throw error }
        do {
          try await Task.sleep(for: .nanoseconds(pause.nanoseconds))
        } catch {
          throw RPCError(.cancelled, "the call was cancelled")
        }
        attempt += 1
      }
    }
  }

  /// Closes the connection. Calls that are not answered yet, and those made later, fail with CANCELLED.
  public func close() async {
    // The promise behind it is only ever fulfilled.
    try? await core.close().get()
  }
}
