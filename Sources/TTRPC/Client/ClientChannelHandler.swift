internal import NIOCore

/// The channel handler of a client's connection: it cuts bytes into frames and tells the client's core.
final class ClientChannelHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let core: ClientCore
  private var decoder = FrameDecoder(maximumDataLength: Limits.protocolFrameBytes)
  private var failure: (any Error)?

  init(core: ClientCore) {
    self.core = core
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    core.bytesArrived()
    decoder.decode(unwrapInboundIn(data)) { event in
      switch event {
      case .frame(let header, let data): core.receive(header, data)
      case .oversize(let header): core.receiveOversize(header)
      }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    core.connectionClosed(context.channel, because: failure)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    failure = failure ?? error
    context.close(promise: nil)
  }
}
