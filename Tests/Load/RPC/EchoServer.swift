import ArgumentParser
import Foundation
import Logging
import NIOCore
import NIOPosix
import TTRPC
import UnixSignals

/// `tributary-load echo`: the servers that the RPC runtime alone is measured with, each in a process of its own.
struct EchoServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "echo",
    abstract: "Answer with what was sent; the benchmark starts this by itself.",
    discussion: """
      Prints "ready HOST:PORT" once it answers. Ends on SIGTERM.

        tributary-load echo --over rpc
      """,
    shouldDisplay: false)

  /// What it answers.
  enum Wire: String, ExpressibleByArgument, CaseIterable {
    /// Bytes as they come: a bare NIO server, the yardstick.
    case tcp
    /// Calls of an inline method.
    case rpc
  }

  @Option(help: "What it answers: bytes on a TCP connection as they come, or calls of an inline method.")
  var over: Wire

  static let service = "tributary.load.Echo"
  static let method = "Echo"

  func run() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    switch over {
    case .tcp:
      let channel = try await Self.bareServer(group)
      try await serve(channel.localAddress)
      try await channel.close()
    case .rpc:
      let server = Server(methods: MethodTable([Self.echo]), group: group, logger: Logger(label: "echo"))
      try await serve(try await server.start(host: "127.0.0.1", port: 0))
      await server.shutdown(grace: .seconds(1))
    }
    try await group.shutdownGracefully()
  }

  private func serve(_ address: SocketAddress?) async throws {
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    try FileHandle.standardOutput.write(
      contentsOf: Data("ready \(address?.ipAddress ?? ""):\(address?.port ?? 0)\n".utf8))
    for await _ in signals { return }
  }

  private static var echo: ServiceDefinition {
    ServiceDefinition(
      name: service,
      methods: [
        .inline(method) { (_: borrowing InlineCall, payload, reply) throws(RPCError) in
          try reply.write(encoded: payload)
        }
      ])
  }

  private static func bareServer(_ group: MultiThreadedEventLoopGroup) async throws -> any Channel {
    try await ServerBootstrap(group: group)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(BareEcho()) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }
}

/// Sends back what it received: one write and one flush for each read.
private final class BareEcho: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    context.writeAndFlush(data, promise: nil)
  }
}
