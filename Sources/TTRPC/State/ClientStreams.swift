/// The streams of one connection as the client sees them. A value without any I/O; `Call` stands for a call.
struct ClientStreams<Call> {
  /// What a frame from the server means.
  enum Verdict {
    /// It answers a call, which has ended now.
    case answer(Call)
    /// It breaks the protocol and ends a call.
    case violation(Call)
    /// Nothing: its call was given up before, or its type is not known.
    case ignore
  }

  private let lastUsableID: UInt32
  private var nextID: UInt32? = 1
  private var calls: [UInt32: Call] = [:]

  /// Makes the streams of a new connection, whose ids end at `lastUsableID`.
  init(lastUsableID: UInt32 = .max) {
    self.lastUsableID = lastUsableID
  }

  /// Calls that wait for an answer.
  var count: Int { calls.count }

  /// The calls that wait for an answer, in no order.
  var openCalls: [Call] { Array(calls.values) }

  /// Whether no further call can be made on this connection.
  var isExhausted: Bool { nextID == nil }

  /// Opens a stream and gives its id. Nil when all ids are used.
  mutating func open(_ call: Call) -> UInt32? {
    guard let streamID = nextID else { return nil }
    nextID = lastUsableID - streamID >= 2 ? streamID + 2 : nil
    calls[streamID] = call
    return streamID
  }

  /// Judges a frame.
  mutating func receive(_ header: FrameHeader) -> Verdict {
    switch header.type {
    case .response: calls.removeValue(forKey: header.streamID).map { .answer($0) } ?? .ignore
    case .data: calls.removeValue(forKey: header.streamID).map { .violation($0) } ?? .ignore
    default: .ignore
    }
  }

  /// Gives a call up: its answer will be ignored.
  @discardableResult
  mutating func close(_ streamID: UInt32) -> Call? {
    calls.removeValue(forKey: streamID)
  }

  /// Gives all calls up.
  mutating func closeAll() -> [Call] {
    defer { calls = [:] }
    return Array(calls.values)
  }
}
