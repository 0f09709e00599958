import Histogram
import NIOCore

/// Sends the calls of one connection when they are due, however many are not answered yet.
///
/// A call that succeeds is timed from when it was due, so that a server which stands still pays for every call that it
/// keeps waiting, also for those that could not be sent meanwhile. A call that is refused is timed from when it was
/// written: that is what the server itself took to refuse it.
final class OpenLoopHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let frames: RequestFrames
  private let schedule: ArrivalSchedule
  /// Which of the schedule's connections this is.
  private let connection: Int
  private let tally: TrafficTally
  private var nextCall = 0
  private var nextFrame: Int
  /// When calls were written.
  private var calls = CallsInFlight()
  private var reader = ResponseReader()
  private var seen = TrafficTally.Seen()
  private var context: ChannelHandlerContext?
  private var timer: NIOScheduledCallback?
  /// Whether calls are due that the server's system does not take yet.
  private var isHeldBack = false

  init(frames: RequestFrames, schedule: ArrivalSchedule, connection: Int, tally: TrafficTally) {
    self.frames = frames
    self.schedule = schedule
    self.connection = connection
    self.tally = tally
    nextFrame = connection * (frames.count / schedule.connections)
  }

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    wait(until: schedule.due(0, of: connection), context)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    reader.add(&bytes)
    let now = NIODeadline.now()
    while let response = reader.next() {
      guard let written = calls.end(response.streamID) else { continue }
      record(response, written: written, now)
    }
    closeIfDone(context)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    guard context.channel.isWritable, isHeldBack else { return }
    isHeldBack = false
    sendDue(context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    self.context = nil
    let unanswered = schedule.count - nextCall + calls.count
    if unanswered > 0 { tally.lose("\(unanswered) calls were not answered") }
    tally.add(seen)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    tally.lose("\(error)")
    context.close(promise: nil)
  }

  /// Sends all calls that are due in one write, and waits until the next one is. While the server takes no bytes nothing
  /// is sent, so that a call is written when its system has it.
  private func sendDue(_ context: ChannelHandlerContext) {
    let now = NIODeadline.now()
    var out = context.channel.allocator.buffer(capacity: 512)
    while context.channel.isWritable, nextCall < schedule.count, schedule.due(nextCall, of: connection) <= now {
      begin(nextCall, late: now - schedule.due(nextCall, of: connection), now, &out)
      nextCall += 1
    }
    if out.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(out), promise: nil) }
    guard nextCall < schedule.count else { return closeIfDone(context) }
    if context.channel.isWritable {
      wait(until: schedule.due(nextCall, of: connection), context)
    } else {
      isHeldBack = true
    }
  }

  /// Writes a call that is due, unless its caller has lost patience.
  private func begin(_ call: Int, late delay: TimeAmount, _ now: NIODeadline, _ out: inout ByteBuffer) {
    let isRecorded = call >= schedule.warmUpCount
    guard delay <= schedule.patience else {
      if isRecorded { seen.givenUp += 1 }
      return
    }
    if isRecorded { seen.delays.record(UInt64(delay.nanoseconds)) }
    let streamID = UInt32(call * 2 + 1)
    frames.append(nextFrame, streamID: streamID, serial: 0, to: &out)
    calls.begin(streamID, at: now.uptimeNanoseconds)
    nextFrame = (nextFrame + 1) % frames.count
  }

  /// Rates are of answers that come while calls are recorded, durations of calls that are due meanwhile.
  private func record(_ response: ResponseReader.Response, written: UInt64, _ now: NIODeadline) {
    if response.failure == nil, schedule.recording.contains(now) { seen.succeeded += 1 }
    let call = Int(response.streamID / 2)
    guard call >= schedule.warmUpCount else { return }
    if let failure = response.failure {
      seen.failed[failure, default: 0] += 1
      seen.durationsOfFailures.record(now.uptimeNanoseconds - written)
    } else {
      seen.durations.record(UInt64((now - schedule.due(call, of: connection)).nanoseconds))
    }
  }

  private func wait(until deadline: NIODeadline, _ context: ChannelHandlerContext) {
    timer = try? context.eventLoop.assumeIsolated().scheduleCallback(at: deadline, handler: self)
    // The event loop is shutting down, because the run was interrupted.
    if timer == nil { context.close(promise: nil) }
  }

  private func closeIfDone(_ context: ChannelHandlerContext) {
    if nextCall == schedule.count, calls.count == 0 { context.close(promise: nil) }
  }
}

extension OpenLoopHandler: NIOScheduledCallbackHandler {
  func handleScheduledCallback(eventLoop: some EventLoop) {
    timer = nil
    if let context { sendDue(context) }
  }
}
