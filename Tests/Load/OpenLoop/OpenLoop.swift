import Foundation
import Histogram
import NIOCore
import NIOPosix
import TributaryClient

/// Traffic of callers who call by the clock and do not wait for each other: it finds out how long a server keeps callers
/// waiting, without the omission of those calls that a closed loop would not have sent while it waited.
struct OpenLoop {
  /// The status code of calls that a server has no room for (google.rpc.Code).
  static let resourceExhausted: UInt8 = 8

  /// What was measured.
  struct Figures {
    /// Calls a second that were sent.
    let sentPerSecond: Double
    /// Calls a second that were given up, because they could not be sent in time.
    let givenUpPerSecond: Double
    /// Calls a second that got RESOURCE_EXHAUSTED.
    let refusedPerSecond: Double
    /// Calls a second that succeeded.
    let perSecond: Double
    /// Of calls that succeeded, from when they were due.
    let latency: Latency
    /// Of calls that were refused, from when they were written.
    let refusalLatency: Latency
    /// How much later than due calls were written.
    let delay: Latency
  }

  /// Calls a second, over all connections.
  let rate: Double
  let connections: Int
  let frames: RequestFrames
  /// How long callers try to send a call.
  var patience = TimeAmount.hours(1)

  /// Measures for some seconds, after a warm-up of a fifth of them.
  ///
  /// - Parameter around: runs `measuring` once, after the warm-up, so that it can look at the server before and after.
  /// - Throws: also when a call failed, unless it was refused because there was no room for it.
  func measure(
    address: String, seconds: Double,
    around: (_ measuring: () async throws -> Void) async throws -> Void = { try await $0() }
  ) async throws -> Figures {
    let tally = TrafficTally()
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let schedule = ArrivalSchedule(
      rate: rate, connections: connections, seconds: seconds, patience: patience,
      start: .now() + Self.timeToConnect)
    do {
      let channels = try await connect(to: ServerAddress(address), schedule, tally: tally, group: group)
      try await Self.sleep(until: schedule.recording.lowerBound)
      try await around { try await Self.sleep(until: schedule.recording.upperBound) }
      let giveUp = group.any().scheduleTask(in: Self.timeToAnswer) {
        for channel in channels { channel.close(promise: nil) }
      }
      for channel in channels { try await channel.closeFuture.get() }
      giveUp.cancel()
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
    try await group.shutdownGracefully()
    return try Self.figures(tally.total(), schedule)
  }

  /// Until the first call is due.
  private static let timeToConnect = TimeAmount.milliseconds(200)
  /// How long answers are waited for after the last call was due.
  private static let timeToAnswer = TimeAmount.seconds(60)

  /// Bytes that the system may hold of a connection until they are sent.
  private static let sendBufferBytes: SocketOptionValue = 16_384

  private static func figures(_ seen: TrafficTally.Seen, _ schedule: ArrivalSchedule) throws -> Figures {
    let others = seen.failed.filter { $0.key != resourceExhausted }
    guard others.isEmpty else {
      throw BenchmarkSetting.Failure(description: "calls failed, by status code: \(others)")
    }
    func perSecond(_ count: Int) -> Double { Double(count) / schedule.recordedSeconds }
    return Figures(
      sentPerSecond: perSecond(Int(seen.delays.totalCount)), givenUpPerSecond: perSecond(seen.givenUp),
      refusedPerSecond: perSecond(seen.failed[resourceExhausted] ?? 0), perSecond: perSecond(seen.succeeded),
      latency: seen.durations.latency, refusalLatency: seen.durationsOfFailures.latency,
      delay: seen.delays.latency)
  }

  private func connect(
    to address: ServerAddress, _ schedule: ArrivalSchedule, tally: TrafficTally, group: MultiThreadedEventLoopGroup
  ) async throws -> [any Channel] {
    var channels: [any Channel] = []
    for index in 0..<connections {
      channels.append(
        try await ClientBootstrap(group: group)
          .channelOption(.tcpOption(.tcp_nodelay), value: 1)
          // A call counts as written when it leaves this program, so little is to wait in this system.
          .channelOption(.socketOption(.so_sndbuf), value: Self.sendBufferBytes)
          // Not writable as soon as a byte waits for the system.
          .channelOption(.writeBufferWaterMark, value: .init(low: 1, high: 1))
          .channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
              try channel.pipeline.syncOperations.addHandler(
                OpenLoopHandler(frames: frames, schedule: schedule, connection: index, tally: tally))
            }
          }
          .connect(host: address.host, port: address.port).get())
    }
    return channels
  }

  private static func sleep(until deadline: NIODeadline) async throws {
    try await Task.sleep(for: .nanoseconds(max(0, (deadline - .now()).nanoseconds)))
  }
}
