/// The streams of one connection as the server sees them: which ids were used, which calls are not answered yet, and
/// whether new ones are taken. A value without any I/O; `Call` is whatever stands for a call.
///
/// Its input is of three kinds. What a peer may rightly send is served. What a peer gets wrong is refused on the stream
/// where it happened, and nothing else is disturbed. Answering a stream twice, or one that was never opened, is neither:
/// it happens when a reply loses the race against a deadline or a refusal, and ``close(_:)`` makes it harmless.
///
/// A call's share of the limits is taken for the work that it causes, so it is given back when that work is over, not
/// when the caller was told something meanwhile.
struct ServerStreams<Call> {
  /// What to do with a frame.
  enum Verdict: Equatable {
    /// Decode the request and dispatch it.
    case serve
    /// Answer the frame's stream with an error. If the stream has a call in flight, that call ends by it.
    case refuse(Refusal)
    /// Nothing.
    case ignore
  }

  private struct Stream {
    let call: Call
    let requestBytes: Int
  }

  private let maximumCalls: Int
  private let maximumRequestBytes: Int
  private var streams: [UInt32: Stream] = [:]
  /// The bytes of requests whose callers are answered and whose handlers are not done.
  private var abandoned: [UInt32: Int] = [:]
  private var lastStreamID: UInt32 = 0
  private var requestBytes = 0

  /// Whether new calls are refused because the server is shutting down.
  private(set) var isDraining = false

  /// Makes the streams of a new connection.
  ///
  /// - Parameters:
  ///   - maximumCalls: calls that may be in flight at a time.
  ///   - maximumRequestBytes: bytes of payload that the calls in flight may hold together.
  init(maximumCalls: Int, maximumRequestBytes: Int) {
    self.maximumCalls = maximumCalls
    self.maximumRequestBytes = maximumRequestBytes
  }

  /// Calls whose callers wait for an answer.
  var count: Int { streams.count }

  /// The calls whose callers wait for an answer, in no order.
  var calls: some Sequence<Call> { streams.values.lazy.map(\.call) }

  /// Takes note of a frame whose data has arrived, and judges it.
  mutating func receive(_ header: FrameHeader) -> Verdict {
    switch header.type {
    case .request:
      if let refusal = use(header.streamID) { return .refuse(refusal) }
      if isDraining { return .refuse(.draining) }
      // A stream whose client sends more than the request is not unary, and no method here is anything else. The flag
      // for a stream on which only the server would send more is harmless: one response ends it as well.
      if header.flags.contains(.remoteOpen) { return .refuse(.streaming) }
      return .serve
    case .data:
      guard header.streamID % 2 == 1 else { return .refuse(.evenStreamID) }
      return .refuse(streams[header.streamID] == nil ? .dataOnClosedStream : .dataOnUnaryStream)
    default:
      return .ignore
    }
  }

  /// Takes note of a frame that is too large to be looked at, and judges it.
  mutating func receiveOversize(_ header: FrameHeader, limit: Int) -> Verdict {
    switch header.type {
    case .request:
      if let refusal = use(header.streamID) { return .refuse(refusal) }
      return .refuse(.frameTooLarge(length: header.dataLength, limit: limit))
    case .data:
      return .refuse(.frameTooLarge(length: header.dataLength, limit: limit))
    default:
      return .ignore
    }
  }

  /// Keeps a call whose answer comes later, or tells why it is refused.
  mutating func open(_ streamID: UInt32, _ call: Call, requestBytes bytes: Int) -> Refusal? {
    guard streams.count + abandoned.count < maximumCalls else { return .tooManyCalls(limit: maximumCalls) }
    guard bytes <= maximumRequestBytes - requestBytes else {
      return .tooManyRequestBytes(limit: maximumRequestBytes)
    }
    streams[streamID] = Stream(call: call, requestBytes: bytes)
    requestBytes += bytes
    return nil
  }

  /// Ends a call because its handler is done. Nil when the caller was answered before: then it must not be again.
  @discardableResult
  mutating func close(_ streamID: UInt32) -> Call? {
    if let stream = streams.removeValue(forKey: streamID) {
      requestBytes -= stream.requestBytes
      return stream.call
    }
    if let bytes = abandoned.removeValue(forKey: streamID) { requestBytes -= bytes }
    return nil
  }

  /// Ends a call for its caller, who is answered in place of the handler. Its share of the limits stays taken until the
  /// handler is done and ``close(_:)`` is called. Nil when the caller was answered before.
  mutating func abandon(_ streamID: UInt32) -> Call? {
    guard let stream = streams.removeValue(forKey: streamID) else { return nil }
    abandoned[streamID] = stream.requestBytes
    return stream.call
  }

  /// Ends all calls, because nobody is left to be answered.
  mutating func closeAll() -> [Call] {
    defer {
      streams = [:]
      abandoned = [:]
      requestBytes = 0
    }
    return streams.values.map(\.call)
  }

  /// Refuses new calls from now on.
  mutating func drain() {
    isDraining = true
  }

  /// Marks a stream id as used. Clients number their streams with odd, growing ids.
  private mutating func use(_ streamID: UInt32) -> Refusal? {
    guard streamID % 2 == 1 else { return .evenStreamID }
    guard streamID > lastStreamID else { return .reusedStreamID }
    lastStreamID = streamID
    return nil
  }
}
