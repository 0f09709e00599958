import NIOCore
import ProtobufC
import TTRPC
import TributaryProtocol

/// Whole request frames that are sent in turn, for ever: encoded beforehand, so that the load program takes as little as
/// possible of the machine that it shares with the server.
struct RequestFrames: Sendable {
  /// Where the stream id is in a frame (ttrpc's PROTOCOL.md: it follows the length).
  private static let streamIDOffset = 4

  private static let headerBytes = 10

  private var frames: [ByteBuffer]
  /// Where each frame has the digits that make it another request than before; empty where it is sent as it is.
  private let serialOffsets: [[Int]]

  /// How many different frames there are.
  var count: Int { frames.count }

  /// A whole request, on the first stream of a connection.
  var first: ByteBuffer {
    var frame = ByteBuffer()
    append(0, streamID: 1, serial: 0, to: &frame)
    return frame
  }

  /// Digits of a serial number, which stand in requests in place of this text.
  static let serialPlace = "0000000000"

  /// - Parameters:
  ///   - requests: what is called, in turn.
  ///   - hasSerial: whether requests hold ``serialPlace``, which then is another number in each call.
  init<Request: Message>(
    _ requests: [Request], service: String, method: String, key: String?, hasSerial: Bool = false
  ) throws {
    let arena = Arena(limit: 1 << 20)
    let frames = try requests.map { request in
      arena.reset()
      var payload = ByteBuffer()
      try payload.writeMessage(request, arena: arena)
      var frame = ByteBuffer()
      try frame.writeRequestFrame(
        streamID: 0, service: service, method: method, payload: payload, timeoutNanoseconds: 0,
        metadata: key.map { ["authorization": "Bearer \($0)"] } ?? [:], arena: arena)
      return frame
    }
    self.frames = frames
    serialOffsets = hasSerial ? try frames.map(Self.serialOffsets) : []
  }

  /// Frames of the same length that no server would take for calls, to be sent back as they are: their first byte of
  /// data is not that of a response that failed either.
  func thatAreNoCalls() -> RequestFrames {
    let notAStatus: UInt8 = 2 << 3 | 2
    var copy = self
    copy.frames = frames.map { frame in
      var frame = frame
      frame.setInteger(notAStatus, at: frame.readerIndex + Self.headerBytes)
      return frame
    }
    return copy
  }

  /// Appends the frame of a position with a stream id, and with a serial number where frames have one.
  func append(_ position: Int, streamID: UInt32, serial: Int, to buffer: inout ByteBuffer) {
    let start = buffer.writerIndex
    buffer.writeImmutableBuffer(frames[position])
    buffer.setInteger(streamID, at: start + Self.streamIDOffset)
    guard !serialOffsets.isEmpty else { return }
    for offset in serialOffsets[position] {
      var rest = serial
      for digit in (0..<Self.serialPlace.utf8.count).reversed() {
        buffer.setInteger(UInt8(ascii: "0") + UInt8(rest % 10), at: start + offset + digit)
        rest /= 10
      }
    }
  }

  private static func serialOffsets(in frame: ByteBuffer) throws -> [Int] {
    let offsets = frame.readableBytesView.ranges(of: Array(serialPlace.utf8)).map { $0.lowerBound - frame.readerIndex }
    guard !offsets.isEmpty else {
      throw BenchmarkSetting.Failure(description: "a request has no place for its serial number")
    }
    return offsets
  }
}
