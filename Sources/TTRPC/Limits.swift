public import NIOCore

/// What a server grants its peers. ttrpc has no flow control, pings or resets of its own, so these bounds are what keeps
/// one peer from taking the memory or the attention that the others need.
public struct Limits: Sendable {
  /// Bytes of data that a ttrpc frame may carry: the protocol's own maximum.
  public static let protocolFrameBytes = 4 << 20

  /// Connections at a time. One more is closed as soon as it is accepted. Default 1024.
  public var connections = 1024

  /// Commands and asynchronous calls of one connection whose handlers have not answered yet, those among them included
  /// whose deadline has passed. One more gets RESOURCE_EXHAUSTED. Default 1024.
  public var callsInFlightPerConnection = 1024

  /// Bytes of request payload that the calls in flight of one connection may hold together. A call that would pass it
  /// gets RESOURCE_EXHAUSTED. Default 16 MiB.
  public var requestBytesInFlightPerConnection = 16 << 20

  /// Calls of one ``DirectCaller`` whose handlers have not answered yet. One more gets RESOURCE_EXHAUSTED. Default 4096.
  public var directCallsInFlight = 4096

  /// Bytes of request payload that those calls may hold together. A call that would pass it gets RESOURCE_EXHAUSTED.
  /// Default 64 MiB.
  public var directRequestBytesInFlight = 64 << 20

  /// Bytes of data in one frame. A larger frame is skipped as it arrives, and its stream gets RESOURCE_EXHAUSTED.
  /// Values above ``protocolFrameBytes``, the default, mean that.
  public var frameBytes = Limits.protocolFrameBytes

  /// Bytes that decoding one request, or building one reply, may take. Past it the call gets RESOURCE_EXHAUSTED.
  /// There is one arena for each event loop. Default 32 MiB.
  public var arenaBytes = 32 << 20

  /// Bytes of replies that wait for one peer to read them. Past it the connection is not read from until half of them
  /// are gone; past twice the limit further replies are replaced by RESOURCE_EXHAUSTED, and those of commands, which have
  /// been done, by UNAVAILABLE. Default 8 MiB.
  public var unsentBytes = 8 << 20

  /// How long a frame, header and data, may take to arrive once its first byte is here. Past it the connection closes.
  /// Default 30 seconds.
  public var frameReadTimeout = TimeAmount.seconds(30)

  /// How long replies may wait without the peer taking a single byte. Past it the connection closes. Default 30 seconds.
  public var writeStallTimeout = TimeAmount.seconds(30)

  /// How long a connection may be without a call in flight and without a byte from the peer. Past it the connection
  /// closes. Default one hour.
  public var idleTimeout = TimeAmount.hours(1)

  /// How long a new connection may take to become ready to carry calls, its TLS handshake included. Past it the
  /// connection closes. Default 10 seconds.
  public var handshakeTimeout = TimeAmount.seconds(10)

  /// How long a connection must be without a frame from the peer, once the server shuts down and no call is in flight,
  /// until our side of it is closed. What arrives before is refused, so that a caller that sends call after call hears
  /// that the server goes instead of finding the connection closed. Default 100 milliseconds.
  public var drainQuietTime = TimeAmount.milliseconds(100)

  /// How long the peer's end of the connection is then waited for. What it sends meanwhile is dropped; closing while it
  /// is unread would reset the connection and take replies with it that the peer has not read. Default 1 second.
  public var lingerTimeout = TimeAmount.seconds(1)

  /// How long asynchronous handlers may take to return once the grace of ``Server/shutdown(grace:)`` has cancelled them.
  /// Past it the server counts as shut down while they run. Default 5 seconds.
  public var cancelledHandlerGrace = TimeAmount.seconds(5)

  /// Connections that the system may hold for us before they are accepted. Default 256.
  public var acceptBacklog: Int32 = 256

  /// Makes limits with every value at its default.
  public init() {}

  /// Bytes of data in one frame that really hold, whatever was asked for.
  var effectiveFrameBytes: Int { min(max(frameBytes, 0), Limits.protocolFrameBytes) }

  /// How often connections are looked at for the timeouts above: often enough to overrun none by more than a quarter,
  /// and not less than once a second.
  var inspectionInterval: TimeAmount {
    let shortest = min(frameReadTimeout, writeStallTimeout, idleTimeout, handshakeTimeout)
    return min(max(.nanoseconds(shortest.nanoseconds / 4), .milliseconds(10)), .seconds(1))
  }
}
