public import NIOCore

/// How a client behaves. Every value has a default.
public struct ClientConfiguration: Sendable {
  /// How long a call may take that names no time of its own. Default 30 seconds.
  public var callTimeout = TimeAmount.seconds(30)

  /// How long connecting may take. Default 10 seconds.
  public var connectTimeout = TimeAmount.seconds(10)

  /// How long calls may go without a single byte from the server before the connection is given up and another one
  /// made. It is looked at when a call's time runs out. Default 20 seconds.
  public var silenceTimeout = TimeAmount.seconds(20)

  /// Calls that may wait to be sent or answered. One more fails with RESOURCE_EXHAUSTED. Default 4096.
  public var callsInFlight = 4096

  /// Bytes that may wait to be sent. A call made when there are more fails with RESOURCE_EXHAUSTED. Default 16 MiB.
  public var unsentBytes = 16 << 20

  /// Bytes of memory that encoding a request, or decoding a response, may take. Default 32 MiB.
  public var arenaBytes = 32 << 20

  /// How often an idempotent call is tried. Default 5.
  public var attempts = 5

  /// The waits between attempts to connect, and between attempts of an idempotent call.
  public var backoff = Backoff()

  /// Makes a configuration with every value at its default.
  public init() {}
}
