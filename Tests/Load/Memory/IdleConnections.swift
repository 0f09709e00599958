import NIOCore
import NIOPosix
import TributaryClient

/// Connections that have each been used once and then rest, as those of clients that keep them.
struct IdleConnections {
  /// So many are opened at a time: the server's system holds no more of them than its backlog until it accepts them.
  static let atATime = 100

  let count: Int
  /// What each connection sends. One answer is waited for.
  let request: ByteBuffer

  /// Opens the connections and closes them in any case.
  ///
  /// The first of them are not counted: they also bring in what a server needs once.
  ///
  /// - Parameter memory: tells how many bytes the server holds.
  /// - Returns: the bytes that it came to hold for each connection.
  func bytesOfEach(to address: String, _ memory: () throws -> Int) async throws -> Double {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let result: Result<Double, any Error>
    do {
      let address = try ServerAddress(address)
      var channels = try await open(Self.atATime, to: address, group)
      let before = try memory()
      channels += try await open(count, to: address, group)
      let after = try memory()
      guard channels.allSatisfy(\.isActive) else {
        throw BenchmarkSetting.Failure(description: "the server closed idle connections while they were measured")
      }
      result = .success(Double(after - before) / Double(count))
    } catch {
      result = .failure(error)
    }
    try await group.shutdownGracefully()
    return try result.get()
  }

  private func open(
    _ count: Int, to address: ServerAddress, _ group: MultiThreadedEventLoopGroup
  ) async throws -> [any Channel] {
    var channels: [any Channel] = []
    while channels.count < count {
      let opening = min(Self.atATime, count - channels.count)
      channels += try await withThrowingTaskGroup(of: (any Channel).self) { tasks in
        for _ in 0..<opening { tasks.addTask { try await openOne(to: address, group) } }
        return try await tasks.reduce(into: []) { $0.append($1) }
      }
    }
    return channels
  }

  /// Opens a connection and waits for its answer.
  private func openOne(to address: ServerAddress, _ group: MultiThreadedEventLoopGroup) async throws -> any Channel {
    let answered = group.any().makePromise(of: Void.self)
    do {
      let channel = try await ClientBootstrap(group: group)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(FirstAnswer(answered))
          }
        }
        .connect(host: address.host, port: address.port).get()
      channel.writeAndFlush(request, promise: nil)
      try await answered.futureResult.get()
      return channel
    } catch {
      answered.fail(error)
      throw error
    }
  }
}

/// Tells when a connection has received something.
private final class FirstAnswer: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let answered: EventLoopPromise<Void>

  init(_ answered: EventLoopPromise<Void>) {
    self.answered = answered
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    answered.succeed()
  }

  func channelInactive(context: ChannelHandlerContext) {
    answered.fail(ChannelError.eof)
  }
}
