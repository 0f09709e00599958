import NIOCore
import Testing

@testable import Web

@Suite("Progress of a connection") struct ConnectionProgressTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

  /// The value in a box, since what `#expect` looks at cannot change.
  private final class Progress {
    private var value: ConnectionProgress

    init(_ value: ConnectionProgress) { self.value = value }

    func inspect(bytesInChannel: Int, isHeldBack: Bool, now: NIODeadline) -> ConnectionProgress.Timeout? {
      value.inspect(bytesInChannel: bytesInChannel, isHeldBack: isHeldBack, now: now)
    }
    func requestBegan(isLast: Bool) -> ConnectionProgress.Admission { value.requestBegan(isLast: isLast) }
    func answerBegan() -> Bool { value.answerBegan() }
    func answerEnded(now: NIODeadline) -> Bool { value.answerEnded(now: now) }
    func drain() -> Bool { value.drain() }
    func bytesArrived(now: NIODeadline) { value.bytesArrived(now: now) }
    func requestEnded() { value.requestEnded() }
    func handshakeCompleted(now: NIODeadline) { value.handshakeCompleted(now: now) }
    func wrote(_ count: Int) { value.wrote(count) }
    func lingeringBegan(now: NIODeadline) { value.lingeringBegan(now: now) }
  }

  private func makeProgress(handshake: Bool = false, pipelined: Int = 32) -> Progress {
    var limits = WebLimits()
    limits.pipelinedRequests = pipelined
    return Progress(ConnectionProgress(limits: limits, awaitsHandshake: handshake, now: start))
  }

  private func at(_ seconds: Int64) -> NIODeadline { start + .seconds(seconds) }

  @Test func `a connection without requests is idle`() {
    let progress = makeProgress()
    #expect(progress.inspect(bytesInChannel: 0, isHeldBack: false, now: at(59)) == nil)
    #expect(progress.inspect(bytesInChannel: 0, isHeldBack: false, now: at(60)) == .idle)
  }

  @Test func `idle time begins anew with each answer`() {
    let progress = makeProgress()
    progress.bytesArrived(now: at(50))
    _ = progress.requestBegan(isLast: false)
    progress.requestEnded()
    #expect(progress.inspect(bytesInChannel: 0, isHeldBack: false, now: at(200)) == nil, "an answer is owed")
    #expect(!progress.answerEnded(now: at(200)))
    #expect(progress.inspect(bytesInChannel: 0, isHeldBack: false, now: at(259)) == nil)
    #expect(progress.inspect(bytesInChannel: 0, isHeldBack: false, now: at(260)) == .idle)
  }

  @Test func `a request has a time to arrive in full, however often a byte comes`() {
    let progress = makeProgress()
    for second in 0..<15 {
      progress.bytesArrived(now: at(Int64(second)))
      if second == 3 { _ = progress.requestBegan(isLast: false) }
      #expect(progress.inspect(bytesInChannel: 0, isHeldBack: false, now: at(Int64(second))) == nil)
    }
    progress.bytesArrived(now: at(15))
    #expect(progress.inspect(bytesInChannel: 0, isHeldBack: false, now: at(15)) == .read)
  }

  @Test func `a request that we do not read is not late`() {
    let progress = makeProgress()
    progress.bytesArrived(now: at(0))
    #expect(progress.inspect(bytesInChannel: 0, isHeldBack: true, now: at(100)) == nil)
    #expect(progress.inspect(bytesInChannel: 0, isHeldBack: false, now: at(114)) == nil)
    #expect(progress.inspect(bytesInChannel: 0, isHeldBack: false, now: at(115)) == .read)
  }

  @Test func `a handshake has a time of its own`() {
    let progress = makeProgress(handshake: true)
    #expect(progress.inspect(bytesInChannel: 0, isHeldBack: false, now: at(15)) == .handshake)
    progress.handshakeCompleted(now: at(15))
    #expect(progress.inspect(bytesInChannel: 0, isHeldBack: false, now: at(15)) == nil)
  }

  @Test func `an answer that is not taken stalls, one that is taken slowly does not`() {
    let progress = makeProgress()
    progress.wrote(1_000)
    for second in 0..<100 {
      let left = 1_000 - second
      #expect(progress.inspect(bytesInChannel: left, isHeldBack: false, now: at(Int64(second) * 20)) == nil)
    }
    #expect(progress.inspect(bytesInChannel: 901, isHeldBack: false, now: at(99 * 20 + 29)) == nil)
    #expect(progress.inspect(bytesInChannel: 901, isHeldBack: false, now: at(99 * 20 + 30)) == .writeStall)
  }

  @Test func `more requests than may wait are dropped, and the connection ends with the last of the others`() {
    let progress = makeProgress(pipelined: 2)
    #expect(progress.requestBegan(isLast: false) == .accepted)
    progress.requestEnded()
    #expect(progress.requestBegan(isLast: false) == .accepted)
    progress.requestEnded()
    #expect(progress.requestBegan(isLast: false) == .tooMany)
    #expect(progress.requestBegan(isLast: false) == .dropped)
    #expect(!progress.answerBegan())
    #expect(!progress.answerEnded(now: at(1)))
    #expect(progress.answerBegan())
    #expect(progress.answerEnded(now: at(1)))
  }

  @Test func `an answer before the end of its request is the last`() {
    let progress = makeProgress()
    progress.bytesArrived(now: at(0))
    _ = progress.requestBegan(isLast: false)
    #expect(progress.answerBegan())
    #expect(progress.answerEnded(now: at(1)))
  }

  @Test func `draining lets the request that is here be the last`() {
    let idle = makeProgress()
    #expect(idle.drain())
    #expect(idle.requestBegan(isLast: false) == .accepted, "it was on its way")
    idle.requestEnded()
    #expect(idle.requestBegan(isLast: false) == .dropped)
    #expect(idle.answerBegan())

    let waiting = makeProgress()
    waiting.bytesArrived(now: at(0))
    _ = waiting.requestBegan(isLast: false)
    waiting.requestEnded()
    #expect(!waiting.drain())
    #expect(waiting.requestBegan(isLast: false) == .dropped)
    #expect(waiting.answerBegan())

    let arriving = makeProgress()
    arriving.bytesArrived(now: at(0))
    #expect(!arriving.drain())
    #expect(arriving.requestBegan(isLast: false) == .accepted)
    arriving.requestEnded()
    #expect(arriving.requestBegan(isLast: false) == .dropped)
    #expect(arriving.answerBegan())
  }

  @Test func `an ended connection waits for the client, but not for ever`() {
    let progress = makeProgress()
    progress.lingeringBegan(now: at(0))
    #expect(progress.inspect(bytesInChannel: 0, isHeldBack: false, now: at(0)) == nil)
    #expect(progress.inspect(bytesInChannel: 5, isHeldBack: false, now: at(1)) == nil, "the answer is not sent yet")
    #expect(progress.inspect(bytesInChannel: 0, isHeldBack: false, now: at(2)) == .linger)
  }
}
