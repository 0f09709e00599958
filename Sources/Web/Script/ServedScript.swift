internal import Crypto
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// A script that is the same for every browser until the server is replaced.
struct ServedScript: Sendable {
  private let body: ByteBuffer
  private let headers: HTTPFields
  private let entityTag: String

  /// Makes what is served of `text`, with a strong entity tag (RFC 9110, section 8.8.3) from its SHA-256.
  init(_ text: String, cacheControl: String) {
    body = ByteBuffer(string: text)
    let digest = SHA256.hash(data: Array(text.utf8)).prefix(8)
    entityTag = "\"" + digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "\""
    headers = [
      .contentType: "text/javascript; charset=utf-8",  // RFC 9239
      .cacheControl: cacheControl,
      .eTag: entityTag,
      .xContentTypeOptions: "nosniff",
      // Pages that ask for subresource integrity load it as a cross-origin request. It holds nothing secret.
      .accessControlAllowOrigin: "*",
    ]
  }

  /// The answer to GET or HEAD: the script, or that the browser has it already.
  func response(to request: Request) -> Response {
    if request.headers[values: .ifNoneMatch].contains(where: names) {
      var response = Response(status: .notModified, headers: headers)
      // It would be the script's length that it has to tell (RFC 9110, section 8.6), not that of this answer.
      response.headers[.contentLength] = nil
      return response
    }
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
  }

  /// Whether a value of If-None-Match, a list or "*", names this script. A proxy that compresses makes the tag a weak
  /// one, and that field compares weakly (RFC 9110, section 13.1.2).
  private func names(_ value: String) -> Bool {
    value.split(separator: ",").contains { element in
      let tag = element.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
      return String(tag) == entityTag || String(tag) == "W/" + entityTag || String(tag) == "*"
    }
  }
}
