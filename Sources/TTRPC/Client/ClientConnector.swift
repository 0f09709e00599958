internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// Makes connections to one server.
struct ClientConnector: Sendable {
  let host: String
  let port: Int
  let tls: NIOSSLContext?
  let serverName: String
  let configuration: ClientConfiguration

  /// Connects, on the event loop of `core`, to which the connection then belongs.
  func connect(_ core: ClientCore) -> EventLoopFuture<any Channel> {
    let unsentBytes = max(configuration.unsentBytes, 2)
    return ClientBootstrap(group: core.eventLoop)
      .connectTimeout(configuration.connectTimeout)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(.socketOption(.so_keepalive), value: 1)
      .channelOption(.writeBufferWaterMark, value: .init(low: unsentBytes / 2, high: unsentBytes))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let tls { try pipeline.addHandler(makeTLSHandler(tls)) }
          try pipeline.addHandler(ClientChannelHandler(core: core))
        }
      }
      .connect(host: host, port: port)
  }

  private func makeTLSHandler(_ context: NIOSSLContext) throws -> NIOSSLClientHandler {
    // An address is no name that can be asked for, but the certificate must carry it all the same.
    let isAddress = (try? SocketAddress(ipAddress: serverName, port: port)) != nil
    return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : serverName)
  }
}
