internal import Hummingbird
internal import HummingbirdCore
package import Logging
package import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
package import Store
internal import Synchronization
package import TTRPC
package import Tracker

/// The HTTP server: it listens, and answers by the routes of the web side.
///
/// It is started once and stopped once. The event loops are the caller's: they are shut down after the server, and so is
/// the store.
///
/// Connections and routes are Hummingbird's, the listening socket is not: its server ends for good when a connection
/// cannot be accepted because the process has no file descriptor left.
package final class WebServer: Sendable {
  /// How the server listens.
  package struct Configuration: Sendable {
    /// Name or address to listen on.
    package var host: String
    /// Port to listen on; 0 lets the system choose one.
    package var port: Int
    /// The certificate. Nil means plain HTTP.
    package var tls: ServerTLS?
    /// Whether plain HTTP is served to other machines as well.
    package var allowsPlaintext = false
    /// Proxies whose word on who asks is taken.
    package var trustedProxies: [NetworkPrefix] = []
    /// What clients are granted.
    package var limits = WebLimits()

    /// A server for plain HTTP within one machine.
    package init(host: String, port: Int) {
      self.host = host
      self.port = port
    }
  }

  let configuration: Configuration
  let metrics: WebMetrics
  private let group: any EventLoopGroup
  private let lanes: [ConnectionLane]
  private let responder: WebResponder
  private let logger: Logger
  private let state = Mutex(State.new)

  private enum State {
    case new
    case starting
    case listening(any Channel)
    case stopped
  }

  /// Makes a server that does not listen yet.
  ///
  /// - Parameters:
  ///   - tracker: what the routes call.
  ///   - store: where facts are kept.
  ///   - caller: calls the methods that are served by RPC.
  ///   - rpcMetrics: gives what the RPC server has counted.
  ///   - configuration: how to listen.
  ///   - group: the event loops.
  ///   - logger: where failures and the server's own doings are noted.
  package convenience init(
    tracker: Tracker, store: any Store, caller: DirectCaller, rpcMetrics: @escaping @Sendable () -> ServerMetrics,
    configuration: Configuration, group: any EventLoopGroup, logger: Logger
  ) {
    let services = WebServices(
      tracker: tracker, store: store, caller: caller, metrics: WebMetrics(), logger: logger,
      limits: configuration.limits, rpcMetrics: rpcMetrics)
    self.init(services: services, configuration: configuration, group: group) { $0.addRoutes(services) }
  }

  /// Makes a server with other routes.
  init(
    services: WebServices, configuration: Configuration, group: any EventLoopGroup, routes: (WebRouter) -> Void
  ) {
    self.configuration = configuration
    self.group = group
    metrics = services.metrics
    logger = services.logger
    let limits = configuration.limits
    let pixelRefusals = PixelRefusals(metrics: services.metrics, logger: services.logger)
    lanes = group.makeIterator().map {
      ConnectionLane(eventLoop: $0, limits: limits, metrics: services.metrics, pixelRefusals: pixelRefusals)
    }
    let router = WebRouter(context: WebRequestContext.self, options: .autoGenerateHeadEndpoints)
    routes(router)
    responder = WebResponder(router: router, services: services, configuration: configuration)
  }

  /// Starts to listen.
  ///
  /// - Returns: the address that the server listens on.
  package func start() async throws(ServerStartError) -> SocketAddress {
    let isFirst = state.withLock { state in
      guard case .new = state else { return false }
      state = .starting
      return true
    }
    guard isFirst else { throw .alreadyStarted }
    let context = try configuration.tls?.makeContext(protocols: ["http/1.1"])
    let channel = try await bind(tls: context)
    guard let address = channel.localAddress else {
      throw .address("\(configuration.host):\(configuration.port) has no address once bound")
    }
    state.withLock { $0 = .listening(channel) }
    return address
  }

  /// Stops: takes no further connections, answers the requests that are here, and closes each connection when it has
  /// none. What is left after `grace` is cut off.
  ///
  /// Returns when every connection is closed and every handler has returned. A handler that does not heed its
  /// cancellation is waited for no longer than ``WebLimits/cancelledHandlerGrace``; then a warning is logged.
  package func stop(grace: TimeAmount) async {
    let previous = state.withLock { state in
      defer { state = .stopped }
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
      logger.warning("HTTP handlers run on after the shutdown", metadata: ["count": "\(handlersLeft)"])
    }
  }
}

extension WebServer {
  private func bind(tls: NIOSSLContext?) async throws(ServerStartError) -> any Channel {
    let host = configuration.host
    let port = configuration.port
    do {
      let address = try SocketAddress.makeAddressResolvingHost(host, port: port)
      guard tls != nil || configuration.allowsPlaintext || address.isLoopback else {
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
    return ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: configuration.limits.acceptBacklog)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelInitializer { [logger] in AcceptPause.add(to: $0, logger: logger) }
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { [self] channel in
        guard let lane = lanesByLoop[ObjectIdentifier(channel.eventLoop)], admit(channel) else {
          return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }
        return serve(channel, on: lane, tls: tls)
      }
  }

  /// Sets a connection up and begins to answer its requests.
  private func serve(_ channel: any Channel, on lane: ConnectionLane, tls: NIOSSLContext?) -> EventLoopFuture<Void> {
    let http = HTTP1Channel(responder: responder.answer, configuration: decoderLimits)
    let connection: NIOLoopBound<HTTPConnection>
    do {
      let pipeline = channel.pipeline.syncOperations
      if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
      connection = NIOLoopBound(HTTPConnection(lane: lane, isEncrypted: tls != nil), eventLoop: channel.eventLoop)
      try pipeline.addHandler(connection.value)
    } catch {
      return channel.eventLoop.makeFailedFuture(error)
    }
    return http.setup(channel: channel, logger: logger).flatMapThrowing { [logger] value in
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
      try pipeline.addHandler(RequestGate(connection: connection.value), position: .after(decoder))
      lane.handlerStarted()
      connection.value.handler = Task {
        await http.handle(value: value, logger: logger)
        lane.handlerEnded()
      }
    }
  }

  private var decoderLimits: HTTP1Channel.Configuration {
    let limits = configuration.limits
    return HTTP1Channel.Configuration(
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
        maxHeaderFieldCount: limits.headerFields))
  }

  /// Counts a connection in, unless there are too many.
  private func admit(_ channel: any Channel) -> Bool {
    guard metrics.connections.wrappingAdd(1, ordering: .relaxed).newValue <= configuration.limits.connections else {
      metrics.connections.wrappingSubtract(1, ordering: .relaxed)
      metrics.increment(.connectionsClosed, reason: "too_many_connections")
      return false
    }
    channel.closeFuture.whenComplete { [metrics] _ in metrics.connections.wrappingSubtract(1, ordering: .relaxed) }
    return true
  }
}
