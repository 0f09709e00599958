package import Logging
package import NIOCore

/// Lets a listening socket rest for a second when a connection cannot be accepted, most of all because the process has no
/// file descriptor left, and says so. The system goes on telling that a connection waits, so without the rest a whole core
/// would be spent on trying.
///
/// SwiftNIO's `AcceptBackoffHandler` delays reads that somebody asks for. A socket whose first try of a turn fails is not
/// asked to read again (2.101), because the read before counts as not done, and so goes on without any delay.
package final class AcceptPause: ChannelInboundHandler {
  package typealias InboundIn = NIOAny

  private static let duration = TimeAmount.seconds(1)

  private let logger: Logger
  private var resumption: Scheduled<Void>?

  private init(_ logger: Logger) {
    self.logger = logger
  }

  /// Adds the handler to a socket that is about to listen.
  package static func add(to channel: any Channel, logger: Logger) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandler(AcceptPause(logger))
    }
  }

  package func errorCaught(context: ChannelHandlerContext, error: any Error) {
    logger.error(
      "a connection cannot be accepted; it waits",
      metadata: ["address": "\(context.channel.localAddress?.description ?? "")", "failure": "\(describe(error))"])
    guard resumption == nil else { return }
    setReading(false, context)
    resumption = context.eventLoop.assumeIsolated().scheduleTask(in: Self.duration) { [self] in
      resumption = nil
      setReading(true, context)
      // The read that failed still counts as asked for, so turning reading on alone would ask for none.
      context.read()
    }
  }

  package func channelInactive(context: ChannelHandlerContext) {
    resumption?.cancel()
    context.fireChannelInactive()
  }

  private func setReading(_ isReading: Bool, _ context: ChannelHandlerContext) {
    // It fails only of a channel that is closed, which reads nothing either way.
    try? context.channel.syncOptions?.setOption(.autoRead, value: isReading)
  }
}
