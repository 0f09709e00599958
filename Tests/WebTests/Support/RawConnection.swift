import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A connection on which a test says exactly which bytes it sends, and sees which come back.
final class RawConnection: Sendable {
  /// Why waiting for bytes ended without them.
  enum Failure: Error, Equatable {
    case timedOut
    /// The server closed the connection in order.
    case ended
    /// The connection broke, as by a reset.
    case broken(String)
  }

  /// No test waits longer than this for one thing.
  static let patience = TimeAmount.seconds(120)

  let channel: any Channel
  private let inbox: Inbox

  private init(channel: any Channel, inbox: Inbox) {
    self.channel = channel
    self.inbox = inbox
  }

  /// Connects to a port of this machine.
  ///
  /// - Parameters:
  ///   - tls: speaks TLS by these rules.
  ///   - reads: false for a client that never takes what the server sends, beyond what its system buffers.
  ///   - first: sent by the event loop at once, where a server that waits for it does not wait for this task's turn.
  static func open(
    port: Int, tls: NIOSSLContext? = nil, reads: Bool = true, sending first: String = ""
  ) async throws -> RawConnection {
    let inbox = Inbox()
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.autoRead, value: reads)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let tls { try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil)) }
          try pipeline.addHandler(InboxHandler(inbox))
        }
      }
      .connect(host: "127.0.0.1", port: port)
      .flatMap { channel in channel.writeAndFlush(ByteBuffer(string: first)).map { channel } }
      .get()
    return RawConnection(channel: channel, inbox: inbox)
  }

  /// Sends text as it stands.
  func send(_ text: String) async throws {
    try await channel.writeAndFlush(ByteBuffer(string: text))
  }

  func send(_ bytes: [UInt8]) async throws {
    try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
  }

  /// Says that nothing more will be sent.
  func finishSending() async throws {
    try await channel.close(mode: .output)
  }

  /// The next answer.
  func answer(toHead: Bool = false) async throws -> Answer {
    var parsed: Answer?
    try await inbox.wait(on: channel.eventLoop) { bytes in
      guard case .complete(let answer, let length) = try Answer.parse(bytes, hasBody: !toHead) else { return false }
      parsed = answer
      bytes.removeFirst(length)
      return true
    }
    guard let parsed else { throw Failure.ended }
    return parsed
  }

  /// What arrives until the server has closed the connection.
  ///
  /// - Throws: ``Failure/broken(_:)`` when it did not close in order.
  func remainder() async throws -> [UInt8] {
    do {
      try await inbox.wait(on: channel.eventLoop) { _ in false }
    } catch Failure.ended {
      return inbox.take()
    }
    return inbox.take()
  }

  func close() async {
    // A connection that is closed already is what was wanted.
    try? await channel.close()
  }
}

/// What has arrived.
private final class Inbox: Sendable {
  struct State {
    var bytes: [UInt8] = []
    var end: RawConnection.Failure?
    var waiter: CheckedContinuation<Void, any Error>?
  }

  let state = Mutex(State())

  func take() -> [UInt8] {
    state.withLock { state in
      defer { state.bytes = [] }
      return state.bytes
    }
  }

  /// Changes the state and wakes whoever waits.
  func change(_ body: (inout State) -> Void) {
    let waiter = state.withLock { state in
      body(&state)
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Waits until `isEnough`, which may take bytes away, or the end of the connection.
  func wait(on eventLoop: any EventLoop, _ isEnough: (inout [UInt8]) throws -> Bool) async throws {
    let deadline = NIODeadline.now() + RawConnection.patience
    while true {
      // What is counted must be what was looked at: bytes that arrive after that are news.
      let (end, count): (RawConnection.Failure?, Int) = try state.withLock { state in
        if try isEnough(&state.bytes) { return (nil, 0) }
        return (state.end ?? .timedOut, state.bytes.count)
      }
      guard let end else { return }
      guard end == .timedOut else { throw end }
      guard .now() < deadline else { throw end }
      let wakeUp = eventLoop.scheduleTask(deadline: deadline) { self.change { _ in } }
      defer { wakeUp.cancel() }
      try await withCheckedThrowingContinuation { continuation in
        let isNews = state.withLock { state in
          if state.bytes.count != count || state.end != nil { return true }
          state.waiter = continuation
          return false
        }
        if isNews { continuation.resume() }
      }
    }
  }
}

private final class InboxHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let inbox: Inbox

  init(_ inbox: Inbox) {
    self.inbox = inbox
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = Array(unwrapInboundIn(data).readableBytesView)
    inbox.change { $0.bytes += bytes }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .inputClosed? = event as? ChannelEvent { inbox.change { $0.end = $0.end ?? .ended } }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    inbox.change { $0.end = $0.end ?? .broken("\(error)") }
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    inbox.change { $0.end = $0.end ?? .ended }
  }
}
