public import Logging
public import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// A ttrpc server: it listens, and calls the methods of a table for the requests that arrive.
///
/// It is started once and shut down once. The event loops are the caller's: they must outlive every answer to a command,
/// so they are shut down after the server and whatever works for it.
public final class Server: Sendable {
  /// One lane for each event loop of the group.
  public let lanes: [EventLoopLane]

  private let methods: MethodTable
  private let limits: Limits
  private let tls: ServerTLS?
  private let allowsPlaintext: Bool
  private let group: any EventLoopGroup
  private let logger: Logger
  private let connectionsRefused = LaneCounters.Counter()
  private let connections = Atomic<Int>(0)
  private let state = Mutex(State.new)

  private enum State {
    case new
    case starting
    case listening(any Channel)
    case shutDown
  }

  /// Makes a server that does not listen yet.
  ///
  /// - Parameters:
  ///   - methods: what is served.
  ///   - group: the event loops; their number is how many calls run at once.
  ///   - limits: what peers are granted.
  ///   - tls: the certificate. Nil means plain text, which is for connections within one machine.
  ///   - allowsPlaintext: whether plain text is served to other machines as well.
  ///   - logger: where connections that fail, and the server's own doings, are noted.
  public init(
    methods: MethodTable, group: any EventLoopGroup, limits: Limits = Limits(), tls: ServerTLS? = nil,
    allowsPlaintext: Bool = false, logger: Logger
  ) {
    self.methods = methods
    self.group = group
    self.limits = limits
    self.tls = tls
    self.allowsPlaintext = allowsPlaintext
    self.logger = logger
    lanes = group.makeIterator().map { EventLoopLane(eventLoop: $0, limits: limits) }
  }

  /// What was counted so far.
  public var metrics: ServerMetrics {
    var metrics = ServerMetrics()
    for lane in lanes { lane.counters.add(to: &metrics) }
    metrics.connectionsRefused = connectionsRefused.current
    return metrics
  }

  /// Starts to listen.
  ///
  /// - Parameters:
  ///   - host: name or address to listen on.
  ///   - port: port to listen on; 0 lets the system choose one.
  /// - Returns: the address that the server listens on.
  @discardableResult
  public func start(host: String, port: Int) async throws(ServerStartError) -> SocketAddress {
    let isFirst = state.withLock { state in
      guard case .new = state else { return false }
      state = .starting
      return true
    }
    guard isFirst else { throw .alreadyStarted }
    let context = try tls?.makeContext()
    let channel = try await bind(host: host, port: port, tls: context)
    guard let address = channel.localAddress else { throw .address("\(host):\(port) has no address once bound") }
    state.withLock { $0 = .listening(channel) }
    logger.debug("listening", metadata: ["address": "\(address)"])
    return address
  }

  /// Stops: takes no further connections, answers new calls with UNAVAILABLE, waits for those in flight, and closes each
  /// connection when it has none. What is left after `grace` is cut off, and asynchronous handlers are cancelled.
  ///
  /// Returns when every connection is closed and every asynchronous handler has returned, so that the event loops can be
  /// shut down. A handler that does not heed its cancellation is waited for no longer than
  /// ``Limits/cancelledHandlerGrace``; its answer must then still find its event loop, and a warning is logged.
  public func shutdown(grace: TimeAmount) async {
    let previous = state.withLock { state in
      defer { state = .shutDown }
      return state
    }
    guard case .listening(let channel) = previous else { return }
    // Closing a channel that failed by itself meanwhile is what was wanted.
    try? await channel.close()
    let handlersLeft = await withTaskGroup(of: Int.self) { group in
      for lane in lanes { group.addTask { await lane.drain(grace: grace) } }
      return await group.reduce(0, +)
    }
    if handlersLeft > 0 {
      logger.warning("handlers run on after the shutdown", metadata: ["count": "\(handlersLeft)"])
    }
    logger.debug("shut down")
  }
}

extension Server {
  private func bind(host: String, port: Int, tls: NIOSSLContext?) async throws(ServerStartError) -> any Channel {
    do {
      let address = try SocketAddress.makeAddressResolvingHost(host, port: port)
      guard tls != nil || allowsPlaintext || address.isLoopback else {
        throw ServerStartError.plaintextNotAllowed(host: host)
      }
      return try await bootstrap(tls: tls).bind(to: address).get()
    } catch let error as ServerStartError {
      throw error
    } catch {
      throw .address("\(host):\(port) cannot be listened on: \(describe(error))")
    }
  }

  private func bootstrap(tls: NIOSSLContext?) -> ServerBootstrap {
    let lanesByLoop = Dictionary(uniqueKeysWithValues: lanes.map { (ObjectIdentifier($0.eventLoop), $0) })
    let unsentBytes = max(limits.unsentBytes, 2)
    return ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: limits.acceptBacklog)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelInitializer { [logger] in AcceptPause.add(to: $0, logger: logger) }
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.socketOption(.so_keepalive), value: 1)
      .childChannelOption(
        .writeBufferWaterMark, value: .init(low: unsentBytes / 2, high: unsentBytes)
      )
      .childChannelInitializer { [self] channel in
        channel.eventLoop.makeCompletedFuture {
          guard let lane = lanesByLoop[ObjectIdentifier(channel.eventLoop)], admit(channel) else {
            throw ChannelError.ioOnClosedChannel
          }
          let pipeline = channel.pipeline.syncOperations
          if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
          try pipeline.addHandler(
            ServerConnection(
              lane: lane, methods: methods, channel: channel, isEncrypted: tls != nil, logger: logger))
        }
      }
  }

  /// Counts a connection in, unless there are too many.
  private func admit(_ channel: any Channel) -> Bool {
    guard connections.wrappingAdd(1, ordering: .relaxed).newValue <= limits.connections else {
      connections.wrappingSubtract(1, ordering: .relaxed)
      connectionsRefused.increment()
      return false
    }
    channel.closeFuture.whenComplete { [self] _ in connections.wrappingSubtract(1, ordering: .relaxed) }
    return true
  }
}

extension SocketAddress {
  /// Whether the address can be reached from this machine alone.
  package var isLoopback: Bool {
    switch self {
    case .v4: ipAddress?.hasPrefix("127.") ?? false
    case .v6: ipAddress == "::1"
    case .unixDomainSocket: true
    }
  }
}
