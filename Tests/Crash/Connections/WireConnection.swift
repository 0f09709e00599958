import Foundation
import NIOCore
import ProtobufC
import Synchronization
import TributaryClient
import TributaryProtocol

/// A connection that knows of each call when its bytes were handed to the system, and whether it was answered: what the
/// client library does not tell apart from a refusal.
protocol WireConnection: Caller {
  /// Sends a message and gives the message of the answer.
  func exchange(service: String, method: String, message: ByteBuffer) async throws(TributaryError) -> ByteBuffer
}

extension WireConnection {
  func answer(_ call: Call) async throws(TributaryError) -> Answer {
    switch call {
    case .click(let request): .click(try await reply(to: request, TrackingService.recordClick))
    case .conversion(let request): .conversion(try await reply(to: request, TrackingService.recordConversion))
    }
  }

  private func reply<Request, Reply>(
    to request: Request, _ method: RPCMethod<Request, Reply>
  ) async throws(TributaryError) -> Reply {
    let bytes = try await exchange(service: method.service, method: method.name, message: encoded(request))
    do {
      return try decoded(from: bytes)
    } catch {
      throw TributaryError(.internal, "the reply cannot be read: \(error)")
    }
  }
}

/// A call whose answer is waited for, on the event loop of its connection.
final class WaitingCall {
  typealias Outcome = Result<ByteBuffer, TributaryError>

  private let promise: EventLoopPromise<Outcome>
  /// When the system had taken all of its bytes; nil when it has not.
  var sentAt: ContinuousClock.Instant?

  init(_ promise: EventLoopPromise<Outcome>) {
    self.promise = promise
  }

  func end(_ outcome: Outcome) {
    promise.succeed(outcome)
  }
}

/// The calls that connections lost: they ended before the answer was there.
final class LostCalls: Sendable {
  struct LostCall: Sendable {
    /// Over what it was sent.
    let wire: String
    /// When the system had taken all of its bytes; nil when it has not.
    let sentAt: ContinuousClock.Instant?
    /// How the connection ended.
    let reason: String
    /// Whether the peer reset it.
    let isReset: Bool
  }

  private let calls = Mutex<[LostCall]>([])

  var all: [LostCall] { calls.withLock(\.self) }

  /// Ends a call because its connection has ended.
  func lose(_ call: WaitingCall, over wire: String, because error: (any Error)?) {
    let reason = error.map { "\($0)" } ?? "closed without an answer"
    let isReset = (error as? IOError)?.errnoCode == ECONNRESET
    calls.withLock { $0.append(LostCall(wire: wire, sentAt: call.sentAt, reason: reason, isReset: isReset)) }
    call.end(.failure(TributaryError(.unavailable, "the connection ended: \(reason)")))
  }
}
