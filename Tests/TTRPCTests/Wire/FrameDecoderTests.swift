import NIOCore
import Testing

@testable import TTRPC

@Suite struct FrameDecoderTests {
  private static let limit = 16

  /// A ``FrameDecoder/Event`` that can be kept.
  private enum Event: Equatable {
    case frame(FrameHeader, data: [UInt8])
    case oversize(FrameHeader)

    init(_ event: FrameDecoder.Event) {
      switch event {
      case .frame(let header, let data): self = .frame(header, data: Array(data))
      case .oversize(let header): self = .oversize(header)
      }
    }
  }

  private struct Stream {
    let bytes: [UInt8]
    let events: [Event]
  }

  private static func whole(_ type: FrameType, _ id: UInt32, _ flags: FrameFlags = [], _ data: [UInt8] = []) -> Stream {
    let header = FrameHeader(dataLength: UInt32(data.count), streamID: id, type: type, flags: flags)
    return Stream(
      bytes: frame(type, stream: id, flags: flags, data: data),
      events: [.frame(header, data: data)])
  }

  private static func oversize(_ id: UInt32, count: Int) -> Stream {
    let data = [UInt8](repeating: 1, count: count)
    let header = FrameHeader(dataLength: UInt32(count), streamID: id, type: .request)
    return Stream(bytes: frame(.request, stream: id, data: data), events: [.oversize(header)])
  }

  private static let streams: [Stream] = [
    joined([]),
    joined([whole(.request, 1)]),
    joined([whole(.request, 1, [], [1, 2, 3]), whole(.data, 3, .remoteClosed), whole(.response, 5, [], [9])]),
    joined([whole(.request, 1, [], Array(0..<16)), oversize(3, count: 17), whole(.request, 5, [], [7])]),
    joined([oversize(1, count: 40), oversize(3, count: 18), whole(.request, 5)]),
    joined([whole(FrameType(rawValue: 200), .max, FrameFlags(rawValue: 255), [0, 0])]),
  ]

  private static func joined(_ parts: [Stream]) -> Stream {
    Stream(bytes: parts.flatMap(\.bytes), events: parts.flatMap(\.events))
  }

  private func decode(_ pieces: [ArraySlice<UInt8>]) -> (events: [Event], isInsideFrame: Bool) {
    var decoder = FrameDecoder(maximumDataLength: Self.limit)
    var events: [Event] = []
    for piece in pieces { decoder.decode(ByteBuffer(bytes: piece)) { events.append(Event($0)) } }
    return (events, decoder.isInsideFrame)
  }

  @Test func everySplitIntoThreeGivesTheSameFrames() async {
    for stream in Self.streams {
      let bytes = stream.bytes
      for first in 0...bytes.count {
        await Task.yield()
        for second in first...bytes.count {
          let decoded = decode([bytes[..<first], bytes[first..<second], bytes[second...]])
          #expect(decoded.events == stream.events, "split at \(first) and \(second)")
          #expect(!decoded.isInsideFrame)
        }
      }
    }
  }

  /// Each of the 11 places between the 12 bytes of a frame is either a boundary of pieces or not.
  @Test func everyFragmentationOfAShortStreamGivesTheSameFrames() {
    let stream = Self.whole(.request, 1, [], [5, 6])
    for boundaries in 0..<(1 << (stream.bytes.count - 1)) {
      var pieces: [ArraySlice<UInt8>] = []
      var start = 0
      for end in 1...stream.bytes.count where end == stream.bytes.count || boundaries >> (end - 1) & 1 == 1 {
        pieces.append(stream.bytes[start..<end])
        start = end
      }
      let decoded = decode(pieces)
      #expect(decoded.events == stream.events && !decoded.isInsideFrame, "cut by the bits of \(boundaries)")
    }
  }

  @Test func oneByteAtATimeGivesTheSameFrames() {
    for stream in Self.streams {
      #expect(decode(stream.bytes.indices.map { stream.bytes[$0...$0] }).events == stream.events)
    }
  }

  @Test func everyProperPrefixEndsInsideAFrameOrBetweenFrames() {
    for stream in Self.streams {
      var boundaries: Set<Int> = [0]
      var position = 0
      for event in stream.events {
        switch event {
        case .frame(let header, _), .oversize(let header): position += FrameHeader.size + Int(header.dataLength)
        }
        boundaries.insert(position)
      }
      for length in 0...stream.bytes.count {
        #expect(decode([stream.bytes[..<length]]).isInsideFrame == !boundaries.contains(length))
      }
    }
  }

  @Test func theLargestClaimIsReportedFromItsHeaderAlone() {
    let header = FrameHeader(dataLength: .max, streamID: 1, type: .request)
    var buffer = ByteBuffer()
    header.write(to: &buffer)
    let decoded = decode([buffer.bytes[...]])
    #expect(decoded.events == [.oversize(header)])
    #expect(decoded.isInsideFrame)
  }

  @Test func theBytesOfAnIncompleteFrameAreAllThatIsKept() {
    // The decoder is given one frame and the first byte of another in a large buffer. When it has handed the frame out
    // and that was dropped, it must not keep the large buffer's contents in front of the byte.
    var decoder = FrameDecoder(maximumDataLength: 1 << 20)
    decoder.decode(ByteBuffer(bytes: frame(.request, stream: 1, data: [UInt8](repeating: 5, count: 1 << 19)) + [0])) {
      _ in
    }
    #expect(decoder.bytesHeld == 1)
  }
}
