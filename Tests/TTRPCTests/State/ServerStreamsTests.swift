import Testing

@testable import TTRPC

/// Every short sequence of events, compared with a model that is too simple to be wrong.
@Suite struct ServerStreamsTests {
  private static let maximumCalls = 2
  private static let maximumBytes = 5

  /// The model: ids are remembered in lists, and nothing is clever.
  private struct Model {
    var used: [UInt32] = []
    var open: [UInt32] = []
    var abandoned: [UInt32] = []
    var isDraining = false
  }

  private enum Event: CaseIterable {
    case requestNew, requestFirstID, requestEven, requestOpen, oversizeNew
    case dataFirst, dataEven, response, closeFirst, closeNewest, abandonFirst, drain
  }

  private struct Run {
    var streams = ServerStreams<UInt32>(maximumCalls: maximumCalls, maximumRequestBytes: maximumBytes)
    var model = Model()

    mutating func receive(_ type: FrameType, _ id: UInt32, flags: FrameFlags = []) -> RefusalReason?? {
      let header = FrameHeader(dataLength: 0, streamID: id, type: type, flags: flags)
      switch streams.receive(header) {
      case .serve: return .some(nil)
      case .refuse(let refusal): return .some(refusal.reason)
      case .ignore: return nil
      }
    }

    var newID: UInt32 { (model.used.max() ?? 0) + (model.used.isEmpty ? 1 : 2) }

    /// What the model expects of a request with an odd id.
    mutating func expectedRequest(_ id: UInt32, streaming: Bool = false) -> RefusalReason? {
      if id <= model.used.max() ?? 0 { return .streamIdentifier }
      model.used.append(id)
      if model.isDraining { return .draining }
      return streaming ? .streaming : nil
    }

    mutating func request(_ id: UInt32) -> Bool {
      let expected = expectedRequest(id)
      guard receive(.request, id) == .some(expected) else { return false }
      guard expected == nil else { return true }
      let refusal = streams.open(id, id, requestBytes: 1)?.reason
      if model.open.count + model.abandoned.count == maximumCalls { return refusal == .tooManyCalls }
      model.open.append(id)
      return refusal == nil
    }

    /// Feeds one event to both. False when they differ.
    mutating func step(_ event: Event) -> Bool {
      switch event {
      case .requestNew: return request(newID)
      case .requestFirstID: return request(1)
      case .requestEven: return receive(.request, 2) == .some(.streamIdentifier)
      case .requestOpen:
        let id = newID
        let expected = expectedRequest(id, streaming: true)
        return receive(.request, id, flags: .remoteOpen) == .some(expected)
      case .oversizeNew:
        let id = newID
        model.used.append(id)
        let header = FrameHeader(dataLength: .max, streamID: id, type: .request)
        guard case .refuse(let refusal) = streams.receiveOversize(header, limit: 1) else { return false }
        return refusal.reason == .frameTooLarge
      case .dataFirst: return receive(.data, 1) == .some(.unexpectedData)
      case .dataEven: return receive(.data, 4) == .some(.streamIdentifier)
      case .response: return receive(.response, 1) == nil
      case .closeFirst: return close(1)
      case .closeNewest: return close(model.used.last ?? 1)
      case .abandonFirst: return abandon(1)
      case .drain:
        streams.drain()
        model.isDraining = true
        return streams.isDraining
      }
    }

    mutating func close(_ id: UInt32) -> Bool {
      let expected = model.open.contains(id) ? id : nil
      model.open.removeAll { $0 == id }
      model.abandoned.removeAll { $0 == id }
      return streams.close(id) == expected
    }

    mutating func abandon(_ id: UInt32) -> Bool {
      let isOpen = model.open.contains(id)
      if isOpen { model.abandoned.append(id) }
      model.open.removeAll { $0 == id }
      return streams.abandon(id) == (isOpen ? id : nil)
    }
  }

  @Test func allSequencesOfFiveEventsAgreeWithTheModel() async {
    var sequences = 0
    func explore(_ run: Run, _ trail: [Event]) async {
      if trail.count == 2 { await Task.yield() }
      guard trail.count < 5 else {
        sequences += 1
        return
      }
      for event in Event.allCases {
        var next = run
        let agrees = next.step(event)
        if !agrees { Issue.record("after \(trail), \(event) differs from the model") }
        if next.streams.count != next.model.open.count || Set(next.streams.calls) != Set(next.model.open) {
          Issue.record("after \(trail), \(event) leaves other calls open than the model")
        }
        if agrees { await explore(next, trail + [event]) }
      }
    }
    await explore(Run(), [])
    #expect(sequences == 248_832)
  }

  @Test func requestBytesAreBoundedAndGivenBack() {
    var streams = ServerStreams<Int>(maximumCalls: 10, maximumRequestBytes: 5)
    #expect(streams.open(1, 1, requestBytes: 4) == nil)
    #expect(streams.open(3, 3, requestBytes: 2)?.reason == .tooManyRequestBytes)
    #expect(streams.open(5, 5, requestBytes: 1) == nil)
    streams.close(1)
    #expect(streams.open(7, 7, requestBytes: 5)?.reason == .tooManyRequestBytes)
    #expect(streams.open(9, 9, requestBytes: 4) == nil)
    #expect(Set(streams.closeAll()) == [5, 9])
    #expect(streams.open(11, 11, requestBytes: 5) == nil)
    #expect(streams.abandon(11) == 11)
    #expect(streams.open(13, 13, requestBytes: 1)?.reason == .tooManyRequestBytes)
    #expect(streams.close(11) == nil)
    #expect(streams.open(15, 15, requestBytes: 5) == nil)
    #expect(streams.abandon(15) == 15)
    #expect(streams.closeAll() == [])
    #expect(streams.open(17, 17, requestBytes: 5) == nil)
  }

  @Test func whatIsRefusedAsTheProtocolSaysCarriesItsCode() {
    #expect(Refusal.evenStreamID.error.code == .invalidArgument)
    #expect(Refusal.reusedStreamID.error.code == .invalidArgument)
    #expect(Refusal.dataOnUnaryStream.error.code == .invalidArgument)
    #expect(Refusal.draining.error.code == .unavailable)
    #expect(Refusal.frameTooLarge(length: 1, limit: 0).error.code == .resourceExhausted)
  }
}
