package import Logging
package import NIOCore

/// What a listening socket does when a connection cannot be accepted, most of all because the process has no file
/// descriptor left: it says so, and tries again a second later. The system goes on telling that a connection waits, so
/// without the pause a whole core would be spent on trying.
package enum AcceptFailures {
  /// Adds the handlers to a socket that is about to listen.
  package static func addHandlers(to channel: any Channel, logger: Logger) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandlers([AcceptBackoffHandler(), AcceptFailureLog(logger)])
    }
  }
}

private final class AcceptFailureLog: ChannelInboundHandler {
  typealias InboundIn = NIOAny

  private let logger: Logger

  init(_ logger: Logger) {
    self.logger = logger
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    logger.error(
      "a connection cannot be accepted; it waits",
      metadata: ["address": "\(context.channel.localAddress?.description ?? "")", "failure": "\(describe(error))"])
  }
}
