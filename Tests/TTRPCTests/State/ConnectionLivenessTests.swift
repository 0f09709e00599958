import NIOCore
import Testing

@testable import TTRPC

@Suite struct ConnectionLivenessTests {
  private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

  private static let limits = {
    var limits = Limits()
    limits.handshakeTimeout = .seconds(1)
    limits.frameReadTimeout = .seconds(2)
    limits.writeStallTimeout = .seconds(3)
    limits.idleTimeout = .seconds(100)
    return limits
  }()

  private func at(_ seconds: Int64) -> NIODeadline { Self.start + .seconds(seconds) }

  private func makeLiveness(awaitsHandshake: Bool = false) -> ConnectionLiveness {
    ConnectionLiveness(limits: Self.limits, awaitsHandshake: awaitsHandshake, now: Self.start)
  }

  private func inspect(
    _ liveness: inout ConnectionLiveness, bytesInChannel: Int = 0, hasCalls: Bool = false, isHeldBack: Bool = false,
    at seconds: Int64
  ) -> ConnectionLiveness.Timeout? {
    liveness.inspect(bytesInChannel: bytesInChannel, hasCalls: hasCalls, isHeldBack: isHeldBack, now: at(seconds))
  }

  @Test func aHandshakeMustEnd() {
    var liveness = makeLiveness(awaitsHandshake: true)
    #expect(inspect(&liveness, at: 0) == nil)
    #expect(inspect(&liveness, at: 1) == .handshake)
    liveness.handshakeCompleted(now: at(1))
    #expect(inspect(&liveness, at: 50) == nil)
  }

  @Test func aFrameMustArriveInTimeHoweverOftenAByteComes() {
    var liveness = makeLiveness()
    liveness.readCompleted(isInsideFrame: true, now: at(0))
    liveness.readCompleted(isInsideFrame: true, now: at(1))
    #expect(inspect(&liveness, at: 1) == nil)
    #expect(inspect(&liveness, at: 2) == .frame)
  }

  @Test func eachFrameHasItsOwnTime() {
    var liveness = makeLiveness()
    liveness.readCompleted(isInsideFrame: true, now: at(0))
    liveness.frameCompleted()
    liveness.readCompleted(isInsideFrame: true, now: at(1))
    #expect(inspect(&liveness, at: 2) == nil)
    #expect(inspect(&liveness, at: 3) == .frame)
    liveness.frameCompleted()
    liveness.readCompleted(isInsideFrame: false, now: at(3))
    #expect(inspect(&liveness, at: 50) == nil)
  }

  @Test func aFrameThatWeHoldBackIsNotLate() {
    var liveness = makeLiveness()
    liveness.readCompleted(isInsideFrame: true, now: at(0))
    #expect(inspect(&liveness, isHeldBack: true, at: 5) == nil)
    #expect(inspect(&liveness, at: 6) == nil)
    #expect(inspect(&liveness, at: 7) == .frame)
  }

  @Test func aPeerThatTakesNothingIsStalled() {
    var liveness = makeLiveness()
    liveness.wrote(100)
    #expect(inspect(&liveness, bytesInChannel: 100, at: 1) == nil)
    #expect(inspect(&liveness, bytesInChannel: 100, at: 3) == nil)
    #expect(inspect(&liveness, bytesInChannel: 100, at: 4) == .writeStall)
  }

  @Test func furtherRepliesDoNotHideAStall() {
    var liveness = makeLiveness()
    for second in 0..<4 as Range<Int64> {
      liveness.wrote(10)
      let timeout = inspect(&liveness, bytesInChannel: 10 * Int(second + 1), at: second)
      #expect(timeout == (second == 3 ? .writeStall : nil))
    }
  }

  @Test func aPeerThatTakesOneByteIsNotStalled() {
    var liveness = makeLiveness()
    liveness.wrote(100)
    for second in 0..<50 as Range<Int64> {
      #expect(inspect(&liveness, bytesInChannel: 100 - Int(second), at: second) == nil)
    }
  }

  @Test func idlenessCountsOnlyWithoutCallsAndBytes() {
    var liveness = makeLiveness()
    #expect(inspect(&liveness, at: 99) == nil)
    #expect(inspect(&liveness, hasCalls: true, at: 100) == nil)
    #expect(inspect(&liveness, at: 100) == .idle)
    liveness.readCompleted(isInsideFrame: false, now: at(100))
    #expect(inspect(&liveness, at: 199) == nil)
  }
}
