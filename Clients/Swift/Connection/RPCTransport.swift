package import NIOCore
package import TTRPC

/// Carries encoded calls to a server. The client's own logic stands above it, so tests answer from a closure.
package protocol RPCTransport: Sendable {
  /// Sends one call and waits for its reply.
  ///
  /// - Returns: the encoded reply.
  func send(_ call: OutgoingCall) async throws(RPCError) -> ByteBuffer

  /// Gives up the connection. Calls that wait for a reply fail with CANCELLED or UNAVAILABLE.
  func close() async
}

/// A call that is ready to be sent.
package struct OutgoingCall: Sendable {
  /// Full name of the service.
  package let service: String
  /// Name of the method.
  package let method: String
  /// The encoded request.
  package let request: ByteBuffer
  /// What accompanies the call.
  package let metadata: Metadata
  /// How long the call may take, repetitions included.
  package let timeout: Duration
  /// Whether the call may be sent again when it is not known what became of it.
  package let isIdempotent: Bool
}
