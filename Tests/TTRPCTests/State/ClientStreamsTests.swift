import Testing

@testable import TTRPC

@Suite struct ClientStreamsTests {
  private enum Event: CaseIterable {
    case open, responseFirst, responseNewest, responseEven, dataFirst, request, closeFirst
  }

  private struct Run {
    static let lastID: UInt32 = 5
    var streams = ClientStreams<UInt32>(lastUsableID: lastID)
    var opened: [UInt32] = []
    var waiting: [UInt32] = []

    private mutating func receive(_ type: FrameType, _ id: UInt32, violation: Bool = false) -> Bool {
      let isKnown = waiting.contains(id)
      waiting.removeAll { $0 == id }
      switch streams.receive(FrameHeader(dataLength: 0, streamID: id, type: type)) {
      case .answer(let call): return isKnown && call == id && !violation
      case .violation(let call): return isKnown && call == id && violation
      case .ignore: return !isKnown
      }
    }

    mutating func step(_ event: Event) -> Bool {
      switch event {
      case .open:
        let expected: UInt32? = [1, 3, 5].first { !opened.contains($0) }
        let id = streams.open(expected ?? 0)
        if let expected {
          opened.append(expected)
          waiting.append(expected)
        }
        return id == expected
      case .responseFirst: return receive(.response, 1)
      case .responseNewest: return receive(.response, opened.last ?? 1)
      case .responseEven: return receive(.response, 2)
      case .dataFirst: return receive(.data, 1, violation: true)
      case .request:
        guard case .ignore = streams.receive(FrameHeader(dataLength: 0, streamID: 1, type: .request)) else {
          return false
        }
        return true
      case .closeFirst:
        let expected: UInt32? = waiting.contains(1) ? 1 : nil
        waiting.removeAll { $0 == 1 }
        return streams.close(1) == expected
      }
    }
  }

  @Test func allSequencesOfSixEventsAgreeWithTheModel() async {
    func explore(_ run: Run, _ trail: [Event]) async {
      if trail.count == 2 { await Task.yield() }
      guard trail.count < 6 else { return }
      for event in Event.allCases {
        var next = run
        guard next.step(event), next.streams.count == next.waiting.count,
          next.streams.isExhausted == (next.opened.count == 3),
          Set(next.streams.openCalls) == Set(next.waiting)
        else {
          Issue.record("after \(trail), \(event) differs from the model")
          continue
        }
        await explore(next, trail + [event])
      }
    }
    await explore(Run(), [])
  }

  @Test func theLastOddIDIsUsedAndNothingOverflows() {
    for last in [UInt32.max, UInt32.max - 1] as [UInt32] {
      var streams = ClientStreams<Int>(lastUsableID: last)
      #expect(streams.open(0) == 1)
      #expect(!streams.isExhausted)
    }
    var tiny = ClientStreams<Int>(lastUsableID: 2)
    #expect(tiny.open(0) == 1)
    #expect(tiny.isExhausted)
    #expect(tiny.open(0) == nil)
  }
}
