import Logging
import NIOCore
import NIOPosix
import PartnerProgram
import Store
import TTRPC
import Tracker
import Web

/// A store with its servers in front of it: the parts that `serve` and `demo` start and stop together.
struct RunningServer {
  /// How the servers listen.
  struct Configuration {
    var rpc: HostAndPort
    /// Nil for none. It has a certificate and limits of its own.
    var http: WebServer.Configuration?
    /// The certificate of the RPC server.
    var tls: ServerTLS?
    var allowsPlaintext = false
    /// Event loops. One of them saturates the writer of the store on small machines, so half of the cores is plenty.
    var eventLoops = max(1, System.coreCount / 2)
    var limits = Limits()
    /// How long requests and calls in flight may take to finish after a request to stop.
    var grace = TimeAmount.seconds(20)
  }

  let rpcAddress: HostAndPort
  /// Nil when HTTP is not served.
  let httpAddress: HostAndPort?
  private let store: any Store
  private let server: Server
  private let web: WebServer?
  private let group: MultiThreadedEventLoopGroup
  private let grace: TimeAmount

  /// Where the servers listen, for scripts.
  var addresses: String {
    "rpc=\(rpcAddress)" + (httpAddress.map { " http=\($0)" } ?? "")
  }

  /// Where browsers reach the HTTP server of this machine, over plain HTTP; empty when it is not served.
  var httpURL: String { httpAddress.map { "http://\($0)" } ?? "" }

  /// Starts to serve `store`, which `stop()` drains, and a failure to start as well.
  static func start(
    store: any Store, _ configuration: Configuration, logger: Logger
  ) async throws -> RunningServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.eventLoops)
    do {
      let tracker = try Tracker(store: store, now: currentTime)
      let methods = MethodTable(tracker.services)
      let server = Server(
        methods: methods, group: group, limits: configuration.limits, tls: configuration.tls,
        allowsPlaintext: configuration.allowsPlaintext, logger: logger)
      let web = configuration.http.map {
        WebServer(
          tracker: tracker, store: store, caller: DirectCaller(methods: methods, lanes: server.lanes),
          rpcMetrics: { server.metrics }, configuration: $0, group: group,
          logger: logger)
      }
      do {
        let rpcAddress = try await server.start(host: configuration.rpc.host, port: configuration.rpc.port)
        let httpAddress = try await web?.start()
        return RunningServer(
          rpcAddress: HostAndPort(rpcAddress), httpAddress: httpAddress.map { HostAndPort($0) }, store: store,
          server: server, web: web, group: group, grace: configuration.grace)
      } catch {
        await server.shutdown(grace: .zero)
        throw error
      }
    } catch {
      await store.drain()
      try await group.shutdownGracefully()
      throw error
    }
  }

  /// Lets requests and calls in flight finish, commits what is queued, and closes everything. HTTP ends first: its
  /// requests are calls of the RPC server's methods too. Both have the grace together, and however slow a browser is, the
  /// last quarter of it is for RPC.
  func stop() async throws {
    let end = NIODeadline.now() + grace
    await web?.stop(grace: .nanoseconds(grace.nanoseconds / 4 * 3))
    await server.shutdown(grace: max(end - .now(), .zero))
    await store.drain()
    try await group.shutdownGracefully()
  }
}

extension HostAndPort {
  /// An address that is listened on.
  fileprivate init(_ address: SocketAddress) {
    self.init(host: address.ipAddress ?? "", port: address.port ?? 0)
  }
}
