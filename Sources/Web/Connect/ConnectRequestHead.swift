internal import HTTPTypes
internal import NIOCore
internal import TTRPC

/// What the header of a Connect request says beside its content type.
struct ConnectRequestHead {
  /// How long the caller waits. Nil means without end.
  let timeout: TimeAmount?
  /// How the body is compressed.
  let encoding: ConnectEncoding
  /// What the method gets to see: "authorization" and nothing else.
  let metadata: Metadata

  /// Reads the header.
  ///
  /// - Throws: "invalid_argument" for another version of the protocol or a timeout that is none, "unimplemented" for a
  ///   compression that is not known here.
  init(_ headers: HTTPFields) throws(ConnectError) {
    if let version = headers[.connectProtocolVersion], version != "1" {
      throw ConnectError(.invalidArgument, "Connect-Protocol-Version: must be 1")
    }
    timeout = try headers[.connectTimeout].map(Self.timeout)
    guard let encoding = ConnectEncoding(header: headers[.contentEncoding]) else { throw .unsupportedEncoding }
    self.encoding = encoding
    metadata = headers[.authorization].map { ["authorization": $0] } ?? Metadata()
  }

  /// The protocol allows 10 digits, which are 115 days in milliseconds.
  private static func timeout(_ text: String) throws(ConnectError) -> TimeAmount {
    guard (1...10).contains(text.utf8.count), text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
      let milliseconds = Int64(text)
    else {
      throw ConnectError(.invalidArgument, "Connect-Timeout-Ms: must be 1 to 10 digits")
    }
    return .milliseconds(milliseconds)
  }
}

extension HTTPField.Name {
  fileprivate static let connectProtocolVersion = Self(known: "Connect-Protocol-Version")
  fileprivate static let connectTimeout = Self(known: "Connect-Timeout-Ms")
}
