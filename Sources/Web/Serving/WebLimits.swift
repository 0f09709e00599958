package import NIOCore

/// What the HTTP server grants its clients. Past a limit a request gets an error, or its connection closes; nothing
/// grows without bound.
package struct WebLimits: Sendable {
  /// Connections at a time. One more is closed as soon as it is accepted. Default 10,000.
  package var connections = 10_000

  /// Bytes of a request's line and header fields together. Past it the answer is 431 (RFC 6585, section 5), for a pixel
  /// its image. Default 16 KiB.
  package var headerBytes = 16 << 10

  /// Header fields of a request, and of its trailer. Past it the answer is 431. Default 100.
  package var headerFields = 100

  /// Bytes of a request's target, its path and query. Past it the answer is 414. Default 8,000, which RFC 9110,
  /// section 4.1 asks of every server. Pixels may have more, as long as ``headerBytes`` allows it: theirs holds a whole
  /// order, and nobody sees that it is refused.
  package var targetBytes = 8_000

  /// Bytes of any request's body. Past it the answer is 413. Default 8 MiB, twice what a message by the Connect protocol
  /// may have: a client that goes past that by less is told so in its protocol.
  package var bodyBytes = 8 << 20

  /// Bytes of the body of a form. Past it the answer is 413. Default 64 KiB.
  package var formBytes = 64 << 10

  /// Bytes that the bodies of all requests in flight may hold together. A body that would pass it is refused with 503.
  /// Default 64 MiB.
  package var bodyBytesInFlight = 64 << 20

  /// Requests whose answers are not written yet. One more gets 503, unless it is for a link or a pixel: visitors are sent
  /// on and orders taken however many wait, which ``connections`` limits. Default 2,048.
  package var requestsInFlight = 2_048

  /// Requests of one connection whose answers are not written yet. Those beyond are dropped, and the connection closes
  /// when the others are answered, which RFC 9112, section 9.3.2 makes clients expect. Default 32.
  package var pipelinedRequests = 32

  /// How long a request may take to arrive, from its first byte to the last of its body; and a connection's TLS
  /// handshake. Past it the connection closes. Default 15 seconds.
  package var readTimeout = TimeAmount.seconds(15)

  /// How long a connection may be without a request. Past it the connection closes. Default 60 seconds.
  package var idleTimeout = TimeAmount.seconds(60)

  /// How long an answer may wait without the client taking a single byte. Past it the connection closes. Default 30
  /// seconds.
  package var writeStallTimeout = TimeAmount.seconds(30)

  /// How long a connection that we have ended stays to take what the client still sends. Without it the client's system
  /// could throw away our last answer (RFC 9112, section 9.6). Default one second.
  package var lingerTimeout = TimeAmount.seconds(1)

  /// How long a connection without a request stays open once the server stops. A request that the client had sent by then
  /// is still answered, as the connection's last. Default 100 milliseconds.
  package var drainQuietTime = TimeAmount.milliseconds(100)

  /// How long the handlers of requests may take to return once their connections were cut off. Past it the server counts
  /// as stopped while they run. Default 5 seconds.
  package var cancelledHandlerGrace = TimeAmount.seconds(5)

  /// Connections that the system may hold for us before they are accepted. Default 1,024.
  package var acceptBacklog: Int32 = 1_024

  /// Makes limits with every value at its default.
  package init() {}

  /// How often connections are looked at for the timeouts above: often enough to overrun none by more than a quarter,
  /// and not less than once a second.
  var inspectionInterval: TimeAmount {
    let shortest = min(readTimeout, idleTimeout, writeStallTimeout, lingerTimeout)
    return min(max(.nanoseconds(shortest.nanoseconds / 4), .milliseconds(10)), .seconds(1))
  }
}
