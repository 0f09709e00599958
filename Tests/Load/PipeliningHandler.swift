import NIOCore
import Synchronization

/// Keeps a number of calls in flight on one connection: each response sends the next request.
///
/// It writes requests that were encoded beforehand, changing only the stream id, and looks at no more of a response than
/// it needs to tell success from failure, so that the load program takes as little as possible of the machine that it
/// shares with the server.
final class PipeliningHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private static let headerBytes = 10
  /// Tag of `Response.status`, field 1: the first byte of a response that failed.
  private static let statusTag: UInt8 = 1 << 3 | 2

  private let frames: [ByteBuffer]
  private let inFlight: Int
  private let counters: LoadCounters
  private var nextFrame: Int
  private var nextStreamID: UInt32 = 1
  private var outstanding = 0
  private var received = ByteBuffer()
  private var isStopping = false

  /// - Parameters:
  ///   - frames: whole request frames to send in turn, for ever.
  ///   - firstFrame: where in `frames` this connection begins.
  init(frames: [ByteBuffer], firstFrame: Int, inFlight: Int, counters: LoadCounters) {
    self.frames = frames
    self.inFlight = inFlight
    self.counters = counters
    nextFrame = firstFrame
  }

  /// Sends no further request; the connection closes when the last response is here. Runs on the connection's loop.
  func stop(context: ChannelHandlerContext) {
    isStopping = true
    if outstanding == 0 { context.close(promise: nil) }
  }

  func channelActive(context: ChannelHandlerContext) {
    send(inFlight, context: context)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    if received.readableBytes == 0 { received = bytes } else { received.writeBuffer(&bytes) }
    var answered = 0
    while let length = received.getInteger(at: received.readerIndex, as: UInt32.self),
      received.readableBytes >= Self.headerBytes + Int(length)
    {
      let dataStart = received.readerIndex + Self.headerBytes
      if length > 0, received.getInteger(at: dataStart, as: UInt8.self) == Self.statusTag {
        counters.failed.add(1, ordering: .relaxed)
      } else {
        counters.succeeded.add(1, ordering: .relaxed)
      }
      received.moveReaderIndex(forwardBy: Self.headerBytes + Int(length))
      answered += 1
    }
    outstanding -= answered
    if !isStopping {
      send(answered, context: context)
    } else if outstanding == 0 {
      context.close(promise: nil)
    }
  }

  private func send(_ count: Int, context: ChannelHandlerContext) {
    guard count > 0 else { return }
    var out = context.channel.allocator.buffer(capacity: count * 256)
    for _ in 0..<count {
      let start = out.writerIndex
      out.writeImmutableBuffer(frames[nextFrame])
      out.setInteger(nextStreamID, at: start + 4)
      nextStreamID &+= 2
      nextFrame = (nextFrame + 1) % frames.count
    }
    outstanding += count
    context.writeAndFlush(wrapOutboundOut(out), promise: nil)
  }
}

/// What all connections of a run have seen so far.
final class LoadCounters: Sendable {
  let succeeded = Atomic<Int>(0)
  let failed = Atomic<Int>(0)
}
