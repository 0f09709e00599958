/// An HTTP answer as it came.
struct Answer {
  let status: Int
  /// Header fields in their order, names in lower case.
  let headers: [(name: String, value: String)]
  let body: [UInt8]

  /// The body as text; what is no UTF-8 is replaced.
  var text: String { String(decoding: body, as: UTF8.self) }

  /// The value of the first field with this name, in lower case.
  subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The values of all fields with this name, in lower case.
  func values(of name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }
}

extension Answer {
  /// What the bytes received so far are.
  enum Parsed {
    /// Less than one answer.
    case incomplete
    /// An answer, and how many bytes it took.
    case complete(Answer, length: Int)
  }

  struct Malformed: Error {
    let bytes: String
  }

  /// Reads one answer from the beginning of `bytes`.
  ///
  /// - Parameter hasBody: false for the answer to HEAD.
  /// - Throws: ``Malformed`` when it is none, or when its length cannot be told.
  static func parse(_ bytes: [UInt8], hasBody: Bool) throws -> Parsed {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return .incomplete }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    let start = lines.first?.split(separator: " ", maxSplits: 2) ?? []
    guard start.count >= 2, start[0] == "HTTP/1.1", let status = Int(start[1]) else {
      throw Malformed(bytes: String(decoding: bytes, as: UTF8.self))
    }
    var headers: [(name: String, value: String)] = []
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { throw Malformed(bytes: String(line)) }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      headers.append((line[..<colon].lowercased(), String(value)))
    }
    let isEmpty = !hasBody || status < 200 || status == 204 || status == 304
    let length = headers.first { $0.name == "content-length" }.flatMap { Int($0.value) }
    guard let length = isEmpty ? 0 : length else { throw Malformed(bytes: "no content-length: \(lines)") }
    guard bytes.count >= end.upperBound + length else { return .incomplete }
    let body = Array(bytes[end.upperBound..<end.upperBound + length])
    return .complete(Answer(status: status, headers: headers, body: body), length: end.upperBound + length)
  }
}
