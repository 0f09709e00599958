internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import Synchronization

/// Memory that the bodies of requests in flight take together.
final class BodyMemory: Sendable {
  /// For requests that no server gives a memory of its own.
  static let shared = BodyMemory(limit: WebLimits().bodyBytesInFlight)

  private let limit: Int
  private let used = Atomic<Int>(0)

  init(limit: Int) {
    self.limit = limit
  }

  /// Takes some of it, unless there is not enough left.
  func take(_ count: Int) -> Bool {
    guard used.wrappingAdd(count, ordering: .relaxed).newValue <= limit else {
      give(back: count)
      return false
    }
    return true
  }

  func give(back count: Int) {
    used.wrappingSubtract(count, ordering: .relaxed)
  }

  /// Bytes in use.
  var inUse: Int { used.load(ordering: .relaxed) }
}

/// Why a body was not read to its end.
enum BodyRefusal: Error, Equatable {
  /// It is larger than it may be.
  case tooLarge(limit: Int)
  /// The bodies of all requests in flight take all of ``WebLimits/bodyBytesInFlight``.
  case overloaded
}

/// A request's body, as long as it is in memory.
final class CollectedBody: Sendable {
  let bytes: ByteBuffer
  private let memory: BodyMemory
  private let taken: Int

  fileprivate init(_ bytes: ByteBuffer, memory: BodyMemory, taken: Int) {
    self.bytes = bytes
    self.memory = memory
    self.taken = taken
  }

  deinit {
    memory.give(back: taken)
  }
}

extension WebRequestContext {
  /// Reads the body of a request.
  ///
  /// - Parameter limit: bytes that it may have.
  /// - Throws: ``BodyRefusal``, which becomes 413 or 503 when a route does not catch it; other errors when the connection
  ///   breaks.
  func collectBody(of request: Request, upTo limit: Int) async throws -> CollectedBody {
    var bytes = ByteBuffer()
    var taken = 0
    do {
      for try await var part in request.body {
        guard part.readableBytes <= limit - bytes.readableBytes else { throw BodyRefusal.tooLarge(limit: limit) }
        guard bodyMemory.take(part.readableBytes) else { throw BodyRefusal.overloaded }
        taken += part.readableBytes
        bytes.writeBuffer(&part)
      }
    } catch {
      bodyMemory.give(back: taken)
      throw error
    }
    return CollectedBody(bytes, memory: bodyMemory, taken: taken)
  }
}
