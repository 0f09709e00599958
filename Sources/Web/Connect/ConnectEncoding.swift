internal import NIOCore
internal import TTRPC

/// How the body of a request is compressed. Answers are not, which every client of the protocol accepts.
enum ConnectEncoding: String, CaseIterable {
  case gzip
  case identity

  /// The encoding that "Content-Encoding" names. Nil when it is none of these.
  init?(header: String?) {
    guard let header, !header.isEmpty else {
      self = .identity
      return
    }
    self.init(rawValue: header.lowercased())
  }

  /// All of them, as a list.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// The message that a body holds. An empty body is never compressed.
  ///
  /// - Parameters:
  ///   - body: the body as it was sent.
  ///   - limit: bytes that the message may have.
  func decode(_ body: ByteBuffer, limit: Int) throws(ConnectError) -> ByteBuffer {
    guard self == .gzip, body.readableBytes > 0 else { return body }
    do throws(GzipError) {
      return try inflateGzip(body, limit: limit)
    } catch {
      switch error {
      case .malformed: throw ConnectError(.invalidArgument, "the request's body is not compressed by gzip")
      case .tooLarge: throw .tooLarge(limit: limit)
      }
    }
  }
}
