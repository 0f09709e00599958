internal import CProtobufC
internal import CProtos
internal import PartnerProgram
internal import ProtobufC
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// Brings the outcomes of one event loop's commands back to it: one hop a batch, and each reply is encoded there, straight
/// into the bytes that its connection sends.
final class ReplyLane: SettlementLane {
  private let lane: EventLoopLane
  private let tokens: TokenSigner

  init(lane: EventLoopLane, tokens: TokenSigner) {
    self.lane = lane
    self.tokens = tokens
  }

  func deliver(_ settled: [Settlement]) {
    lane.run { [tokens] in
      for settlement in settled {
        guard let call = settlement.ticket as? ServerCall else { continue }
        Self.answer(call, settlement.outcome, tokens)
      }
    }
  }

  private static func answer(_ call: ServerCall, _ outcome: Outcome, _ tokens: TokenSigner) {
    switch outcome {
    case .click(let click):
      call.succeed { (reply: inout ReplyWriter) throws(RPCError) in
        let arena = reply.arena
        let message = try mapErrors { try clickReply(click, token: tokens.token(for: click.clickID), in: arena) }
        try reply.write(UnsafePointer(message))
      }
    case .conversion(let conversion):
      call.succeed { (reply: inout ReplyWriter) throws(RPCError) in
        try reply.write(RecordConversionResponse(conversion))
      }
    default:
      call.fail(.mismatchedOutcome(outcome))
    }
  }

  /// The reply to a click, as protobuf-c's structure: it is built for every visitor of every link, so it builds no text.
  private static func clickReply(
    _ outcome: ClickOutcome, token: [UInt8], in arena: Arena
  ) throws(ArenaFull) -> UnsafeMutablePointer<Tributary__V1__RecordClickResponse> {
    let message = try arena.make(Tributary__V1__RecordClickResponse.self)
    message.pointee.click_id = try text(of: outcome.clickID.rawValue, in: arena)
    message.pointee.visitor_id = try text(of: outcome.visitorID.rawValue, in: arena)
    message.pointee.click_token = try arena.bytes(count: token.count) { room in room.copyBytes(from: token) }
    message.pointee.disposition = Tributary__V1__ClickDisposition(UInt32(outcome.disposition.rawValue))
    message.pointee.unique_visit = outcome.isUniqueVisit ? 1 : 0
    message.pointee.replayed = outcome.isReplayed ? 1 : 0
    return message
  }

  private static func text(of id: UUIDBytes, in arena: Arena) throws(ArenaFull) -> ProtobufCBinaryData {
    try arena.bytes(count: UUIDBytes.textByteCount) { id.writeText(into: $0) }
  }
}
