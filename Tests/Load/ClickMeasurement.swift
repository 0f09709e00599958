import NIOCore
import NIOPosix
import ProtobufC
import Synchronization
import TTRPC
import TributaryClient

extension Load {
  enum Failure: Error, CustomStringConvertible {
    case callsFailed(Int)
    case noBatchFigures

    var description: String {
      switch self {
      case .callsFailed(let count): "\(count) calls failed: the figures would mean nothing"
      case .noBatchFigures: "the server's log does not tell how many commands it committed in how many batches"
      }
    }
  }

  /// Acknowledged clicks per second, after a warm-up of a fifth of the time.
  func measureClicks(address: String, key: String, seconds: Double) async throws -> Double {
    let frames = try requestFrames(key: key)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let counters = LoadCounters()
    let target = try ServerAddress(address)
    var channels: [any Channel] = []
    for index in 0..<connections {
      let first = index * (frames.count / connections)
      channels.append(
        try await ClientBootstrap(group: group)
          .channelOption(.tcpOption(.tcp_nodelay), value: 1)
          .channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
              try channel.pipeline.syncOperations.addHandler(
                PipeliningHandler(frames: frames, firstFrame: first, inFlight: inFlight, counters: counters))
            }
          }
          .connect(host: target.host, port: target.port).get())
    }
    try await Task.sleep(for: .seconds(seconds / 5))
    let clock = ContinuousClock()
    let start = (count: counters.succeeded.load(ordering: .relaxed), at: clock.now)
    try await Task.sleep(for: .seconds(seconds))
    let end = (count: counters.succeeded.load(ordering: .relaxed), at: clock.now)
    for channel in channels { try await channel.close() }
    try await group.shutdownGracefully()

    let failed = counters.failed.load(ordering: .relaxed)
    guard failed == 0 else { throw Failure.callsFailed(failed) }
    return Double(end.count - start.count) / start.at.duration(to: end.at).inSeconds
  }

  /// Requests that are sent in turn: enough of them that the mix keeps its distribution.
  private func requestFrames(key: String) throws -> [ByteBuffer] {
    let arena = Arena(limit: 1 << 20)
    let method = TrackingService.recordClick
    return try ClickMix.clicks.map { click in
      arena.reset()
      var payload = ByteBuffer()
      try payload.writeMessage(click.request(program: Self.program), arena: arena)
      var frame = ByteBuffer()
      try frame.writeRequestFrame(
        streamID: 0, service: method.service, method: method.name, payload: payload, timeoutNanoseconds: 0,
        metadata: ["authorization": "Bearer \(key)"], arena: arena)
      return frame
    }
  }

  /// What the server logs when it stops: `commands=N batches=M`.
  static func meanBatchSize(in log: String) throws -> Double {
    guard let match = log.firstMatch(of: /batches=(\d+) commands=(\d+)/),
      let batches = Double(match.1), let commands = Double(match.2), batches > 0
    else { throw Failure.noBatchFigures }
    return commands / batches
  }
}
