import Foundation
import NIOCore
import NIOPosix
import Synchronization
import TributaryClient

/// Traffic of callers who each wait for an answer before they call again: it finds out how much a server can do.
struct ClosedLoop {
  /// What was measured.
  struct Figures {
    /// Calls a second that succeeded.
    let perSecond: Double
    let latency: Latency
    /// The serial numbers of requests below this one are used.
    let nextSerial: Int
  }

  let connections: Int
  /// Calls in flight on each connection.
  let inFlight: Int
  let frames: RequestFrames
  /// The first serial number of requests that have one.
  var firstSerial = 0

  /// Measures for some seconds, after a warm-up of a fifth of them.
  ///
  /// - Parameter around: runs `measuring` once, after the warm-up, so that it can look at the server before and after.
  /// - Throws: also when a call failed: the figures would mean nothing.
  func measure(
    address: String, seconds: Double,
    around: (_ measuring: () async throws -> Void) async throws -> Void = { try await $0() }
  ) async throws -> Figures {
    let tally = TrafficTally()
    tally.serial.store(firstSerial, ordering: .relaxed)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let channels = try await connect(to: ServerAddress(address), tally: tally, group: group)
    var elapsed = Duration.zero
    do {
      try await Task.sleep(for: .seconds(seconds / 5))
      try await around {
        let began = ContinuousClock.now
        tally.isRecording.store(true, ordering: .relaxed)
        try await Task.sleep(for: .seconds(seconds))
        tally.isRecording.store(false, ordering: .relaxed)
        elapsed = began.duration(to: .now)
      }
      for channel in channels { try await Self.stop(channel) }
      for channel in channels { try await channel.closeFuture.get() }
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
    try await group.shutdownGracefully()
    let seen = try tally.total()
    guard seen.failed.isEmpty else {
      throw BenchmarkSetting.Failure(description: "calls failed, by status code: \(seen.failed)")
    }
    return Figures(
      perSecond: Double(seen.succeeded) / elapsed.inSeconds, latency: seen.durations.latency,
      nextSerial: tally.serial.load(ordering: .relaxed))
  }

  private func connect(
    to address: ServerAddress, tally: TrafficTally, group: MultiThreadedEventLoopGroup
  ) async throws -> [any Channel] {
    var channels: [any Channel] = []
    for index in 0..<connections {
      let first = index * (frames.count / connections)
      channels.append(
        try await ClientBootstrap(group: group)
          .channelOption(.tcpOption(.tcp_nodelay), value: 1)
          .channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
              try channel.pipeline.syncOperations.addHandler(
                ClosedLoopHandler(frames: frames, firstFrame: first, inFlight: inFlight, tally: tally))
            }
          }
          .connect(host: address.host, port: address.port).get())
    }
    return channels
  }

  private static func stop(_ channel: any Channel) async throws {
    try await channel.eventLoop.submit {
      let context = try channel.pipeline.syncOperations.context(handlerType: ClosedLoopHandler.self)
      try channel.pipeline.syncOperations.handler(type: ClosedLoopHandler.self).stop(context: context)
    }.get()
  }
}
