import NIOCore
import Testing

@testable import TTRPC

@Suite struct ClientLinkTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

  /// Waits of exactly 10, 20, 40 … milliseconds.
  private func makeLink() -> ClientLink {
    ClientLink(backoff: Backoff(initial: .milliseconds(10), maximum: .milliseconds(40), randomness: { $0 }))
  }

  @Test func theFirstCallConnectsAndFurtherOnesWait() {
    var link = makeLink()
    #expect(link.connectionWanted(now: start) == .connect)
    #expect(link.connectionWanted(now: start) == .none)
    #expect(link.connected() == true)
    #expect(link.connectionWanted(now: start) == .none)
  }

  @Test func failuresLengthenTheWait() {
    var link = makeLink()
    #expect(link.connectionWanted(now: start) == .connect)
    for milliseconds in [10, 20, 40, 40] as [Int64] {
      link.lost(now: start)
      #expect(link.connectionWanted(now: start) == .wait(until: start + .milliseconds(milliseconds)))
      #expect(link.connectionWanted(now: start) == .none)
      #expect(link.retry() == .connect)
    }
  }

  @Test func aCallAfterTheWaitConnectsAtOnce() {
    var link = makeLink()
    _ = link.connectionWanted(now: start)
    link.lost(now: start)
    #expect(link.connectionWanted(now: start + .milliseconds(10)) == .connect)
  }

  @Test func anAnswerWipesTheSlate() {
    var link = makeLink()
    for _ in 0..<3 {
      _ = link.connectionWanted(now: start)
      _ = link.retry()
      link.lost(now: start)
    }
    #expect(link.connectionWanted(now: start) == .wait(until: start + .milliseconds(40)))
    #expect(link.retry() == .connect)
    #expect(link.connected() == true)
    link.answered()
    link.lost(now: start)
    #expect(link.connectionWanted(now: start) == .wait(until: start + .milliseconds(10)))
  }

  @Test func aRetiredConnectionIsFollowedByAnotherAtOnce() {
    var link = makeLink()
    _ = link.connectionWanted(now: start)
    _ = link.connected()
    link.retired()
    #expect(link.connectionWanted(now: start) == .connect)
  }

  @Test func noSequenceLeavesAClosedLink() async {
    typealias Event = (String, @Sendable (inout ClientLink, NIODeadline) -> Void)
    let events: [Event] = [
      ("wanted", { link, now in _ = link.connectionWanted(now: now) }),
      ("retry", { link, _ in _ = link.retry() }),
      ("connected", { link, _ in _ = link.connected() }),
      ("answered", { link, _ in link.answered() }),
      ("lost", { link, now in link.lost(now: now) }),
      ("retired", { link, _ in link.retired() }),
    ]
    func explore(_ link: ClientLink, _ trail: [String]) async {
      if trail.count == 2 { await Task.yield() }
      var closed = link
      closed.close()
      for (name, event) in events {
        var after = closed
        event(&after, start)
        #expect(after.phase == .closed, "\(trail) close \(name)")
        #expect(after.connectionWanted(now: start) == .none)
        #expect(after.connected() == false)
      }
      guard trail.count < 4 else { return }
      for (name, event) in events {
        var next = link
        event(&next, start)
        await explore(next, trail + [name])
      }
    }
    await explore(makeLink(), [])
  }
}
