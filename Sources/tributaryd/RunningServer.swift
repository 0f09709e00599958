import Foundation
import Logging
import NIOCore
import NIOPosix
import PartnerProgram
import Store
import TTRPC
import Tracker

/// A store with a server in front of it: the parts that `serve` and `demo` start and stop together.
struct RunningServer {
  /// How the RPC server listens.
  struct Configuration {
    var rpc: HostAndPort
    var tls: ServerTLS?
    var allowsPlaintext = false
    /// Event loops. One of them saturates the writer of the store on small machines, so half of the cores is plenty.
    var eventLoops = max(1, System.coreCount / 2)
    var limits = Limits()
    /// How long calls in flight may take to finish after a request to stop.
    var grace = TimeAmount.seconds(20)
  }

  let rpcAddress: HostAndPort
  private let store: any Store
  private let server: Server
  private let group: MultiThreadedEventLoopGroup
  private let grace: TimeAmount

  /// Starts to serve `store`, which `stop()` drains, and a failure to start as well.
  static func start(
    store: any Store, _ configuration: Configuration, logger: Logger
  ) async throws -> RunningServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.eventLoops)
    do {
      let tracker = try Tracker(store: store, now: currentTime)
      let server = Server(
        methods: MethodTable(tracker.services), group: group, limits: configuration.limits, tls: configuration.tls,
        allowsPlaintext: configuration.allowsPlaintext, logger: logger)
      let address = try await server.start(host: configuration.rpc.host, port: configuration.rpc.port)
      return RunningServer(
        rpcAddress: HostAndPort(
          host: address.ipAddress ?? configuration.rpc.host, port: address.port ?? configuration.rpc.port),
        store: store, server: server, group: group, grace: configuration.grace)
    } catch {
      await store.drain()
      try await group.shutdownGracefully()
      throw error
    }
  }

  /// Lets calls in flight finish, commits what is queued, and closes everything.
  func stop() async throws {
    await server.shutdown(grace: grace)
    await store.drain()
    try await group.shutdownGracefully()
  }
}

/// The system's clock.
func currentTime() -> Timestamp {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Timestamp(microseconds: Int64(time.tv_sec) * Timestamp.microsecondsPerSecond + Int64(time.tv_nsec) / 1_000)
}
