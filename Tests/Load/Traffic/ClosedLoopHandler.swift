import NIOCore
import Synchronization

/// Keeps a number of calls in flight on one connection: each response sends the next request.
final class ClosedLoopHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let frames: RequestFrames
  private let inFlight: Int
  private let tally: TrafficTally
  private var nextFrame: Int
  private var nextStreamID: UInt32 = 1
  private var calls = CallsInFlight()
  private var reader = ResponseReader()
  private var seen = TrafficTally.Seen()
  private var isStopping = false

  /// - Parameter firstFrame: where in `frames` this connection begins.
  init(frames: RequestFrames, firstFrame: Int, inFlight: Int, tally: TrafficTally) {
    self.frames = frames
    self.inFlight = inFlight
    self.tally = tally
    nextFrame = firstFrame
  }

  /// Sends no further request; the connection closes when the last response is here.
  func stop(context: ChannelHandlerContext) {
    isStopping = true
    if calls.count == 0 { context.close(promise: nil) }
  }

  func channelActive(context: ChannelHandlerContext) {
    send(inFlight, at: NIODeadline.now().uptimeNanoseconds, context: context)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    reader.add(&bytes)
    let now = NIODeadline.now().uptimeNanoseconds
    let isRecording = tally.isRecording.load(ordering: .relaxed)
    var answered = 0
    while let response = reader.next() {
      guard let began = calls.end(response.streamID) else { continue }
      answered += 1
      if isRecording { seen.record(failure: response.failure, nanoseconds: now - began) }
    }
    if !isStopping {
      send(answered, at: now, context: context)
    } else if calls.count == 0 {
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if calls.count > 0 { tally.lose("with \(calls.count) calls in flight") }
    tally.add(seen)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    tally.lose("\(error)")
    context.close(promise: nil)
  }

  private func send(_ count: Int, at now: UInt64, context: ChannelHandlerContext) {
    guard count > 0 else { return }
    var out = context.channel.allocator.buffer(capacity: count * 256)
    for _ in 0..<count {
      frames.append(
        nextFrame, streamID: nextStreamID, serial: tally.serial.wrappingAdd(1, ordering: .relaxed).oldValue, to: &out)
      calls.begin(nextStreamID, at: now)
      nextStreamID &+= 2
      nextFrame = (nextFrame + 1) % frames.count
    }
    context.writeAndFlush(wrapOutboundOut(out), promise: nil)
  }
}
