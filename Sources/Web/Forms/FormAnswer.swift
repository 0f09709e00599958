internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PartnerProgram

/// What whoever sent a form sees.
enum FormAnswer {
  /// When a form that could not be taken may be sent again, in seconds.
  private static let retrySeconds = 5

  /// The lead is recorded.
  ///
  /// - Parameter page: Where to send the visitor; nil when there is no such page.
  static func thanks(_ encoding: FormEncoding, page: WebAddress?) -> Response {
    if encoding == .json { return json(.ok, Recorded(recorded: true)) }
    guard let page else { return SmallPage.response(.ok, heading: "Thank you", text: "We have got your details.") }
    return Response(status: .seeOther, headers: [.location: page.text, .cacheControl: "no-store"])
  }

  /// The form is not taken.
  static func refusal(_ refusal: FormRefusal, _ encoding: FormEncoding) -> Response {
    var response =
      switch encoding {
      case .json: json(refusal.status, Failure(error: refusal.message, field: refusal.field))
      case .html: SmallPage.response(refusal.status, heading: "That did not work", text: refusal.message)
      }
    if refusal.isTemporary { response.headers[.retryAfter] = "\(retrySeconds)" }
    return response
  }

  private struct Recorded: Encodable {
    let recorded: Bool
  }

  private struct Failure: Encodable {
    let error: String
    let field: String?
  }

  private static func json(_ status: HTTPResponse.Status, _ value: some Encodable) -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // What has only texts and truth values in it can always be encoded.
    let body = (try? encoder.encode(value)) ?? Data("{}".utf8)
    return Response(
      status: status,
      headers: [
        .contentType: "application/json", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }
}
