internal import NIOCore

/// Whether an HTTP connection makes progress, and whether it takes further requests. A value without any I/O: it is told
/// what happens, and asked from time to time.
struct ConnectionProgress {
  /// The timeout that has passed.
  enum Timeout: CaseIterable {
    case handshake, read, idle, writeStall, linger
  }

  /// What becomes of a request whose head has arrived.
  enum Admission: Equatable {
    case accepted
    /// It is dropped without an answer: the connection ends with an answer before it.
    case dropped
    /// As `dropped`, and this request is the first one too many.
    case tooMany
  }

  private let limits: WebLimits
  private var handshakeSince: NIODeadline?
  /// When the first byte of the request arrived that is being read.
  private var readingSince: NIODeadline?
  private var lastActive: NIODeadline
  private var lingeringSince: NIODeadline?
  private var stalledSince: NIODeadline?
  private var mostBytesTaken = 0
  private var bytesWritten = 0
  /// Requests whose heads arrived and whose answers are not written in full.
  private(set) var unanswered = 0
  /// Whether the request that arrived last is not complete.
  private(set) var isReadingRequest = false
  /// Whether no request is taken any more, so that the connection ends with the last answer.
  private(set) var isClosing = false
  /// Whether the next request is the last one.
  private var takesOneMore = false

  init(limits: WebLimits, awaitsHandshake: Bool, now: NIODeadline) {
    self.limits = limits
    handshakeSince = awaitsHandshake ? now : nil
    lastActive = now
  }

  /// Whether our side of the connection is closed and only the client's end is waited for.
  var isLingering: Bool { lingeringSince != nil }

  /// Whether something of a request is here that has not arrived in full.
  var isReceiving: Bool { readingSince != nil }

  /// Whether nothing of any request is here.
  var isIdle: Bool { unanswered == 0 && !isReceiving }

  mutating func handshakeCompleted(now: NIODeadline) {
    handshakeSince = nil
    lastActive = now
  }

  mutating func bytesArrived(now: NIODeadline) {
    lastActive = now
    if readingSince == nil { readingSince = now }
  }

  /// A head has arrived.
  ///
  /// - Parameter isLast: whether the client expects the connection to end with the answer.
  mutating func requestBegan(isLast: Bool) -> Admission {
    guard !isClosing else { return .dropped }
    guard unanswered < limits.pipelinedRequests else {
      isClosing = true
      return .tooMany
    }
    unanswered += 1
    isReadingRequest = true
    if isLast || takesOneMore { isClosing = true }
    return .accepted
  }

  /// The request that was being read is complete, or was dropped.
  mutating func requestEnded() {
    isReadingRequest = false
    readingSince = nil
  }

  /// The head of an answer is written.
  ///
  /// - Returns: whether it is the connection's last one, which it must say.
  mutating func answerBegan() -> Bool {
    // What is left of the body would only be read to be thrown away.
    if unanswered == 1, isReadingRequest { isClosing = true }
    return isClosing && unanswered <= 1
  }

  /// An answer is written in full.
  ///
  /// - Returns: whether the connection ends with it.
  mutating func answerEnded(now: NIODeadline) -> Bool {
    unanswered = max(unanswered - 1, 0)
    lastActive = now
    return isClosing && unanswered == 0
  }

  /// No further request is taken, except one more when none is owed an answer: it may be on its way.
  ///
  /// - Returns: whether nothing of any request is here.
  mutating func drain() -> Bool {
    if unanswered == 0, !isClosing {
      takesOneMore = true
    } else {
      isClosing = true
    }
    return isIdle
  }

  /// No further request is taken, because what arrives is none.
  ///
  /// - Returns: whether no answer is owed.
  mutating func giveUpReading() -> Bool {
    isClosing = true
    return unanswered == 0
  }

  mutating func lingeringBegan(now: NIODeadline) {
    isClosing = true
    if lingeringSince == nil { lingeringSince = now }
  }

  /// Bytes of answers were handed to the channel.
  mutating func wrote(_ count: Int) {
    bytesWritten += count
  }

  /// The timeout that has passed, if one has.
  ///
  /// - Parameters:
  ///   - bytesInChannel: bytes that were handed to the channel and are not taken by the client. Under TLS they are more
  ///     than were written; only their change is looked at, so that does no harm.
  ///   - isHeldBack: whether we do not read from the client at present, so that a request is late because of us.
  ///   - now: the time.
  mutating func inspect(bytesInChannel: Int, isHeldBack: Bool, now: NIODeadline) -> Timeout? {
    if let handshakeSince, now - handshakeSince >= limits.readTimeout { return .handshake }

    let bytesTaken = bytesWritten - bytesInChannel
    if bytesInChannel == 0 || bytesTaken > mostBytesTaken || stalledSince == nil {
      stalledSince = bytesInChannel == 0 ? nil : now
    }
    mostBytesTaken = max(mostBytesTaken, bytesTaken)
    if let stalledSince, now - stalledSince >= limits.writeStallTimeout { return .writeStall }

    if let lingeringSince {
      // The client's system acknowledges our answer when it has room: until then the answer is not safe.
      if bytesInChannel > 0 { return nil }
      return now - lingeringSince >= limits.lingerTimeout ? .linger : nil
    }
    if isHeldBack, readingSince != nil { readingSince = now }
    if let readingSince, now - readingSince >= limits.readTimeout { return .read }
    if isIdle, bytesInChannel == 0, now - lastActive >= limits.idleTimeout { return .idle }
    return nil
  }
}
