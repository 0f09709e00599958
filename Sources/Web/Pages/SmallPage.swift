internal import HTTPTypes
internal import Hummingbird
internal import Mustache
internal import NIOCore

/// A page of a heading and a sentence, for visitors that there is nothing better to show to. It loads nothing and runs
/// nothing.
enum SmallPage {
  private static let template = Result {
    try MustacheTemplate(
      string: """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{{heading}}</title>
        <style>
        body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 20vh auto 0; padding: 0 1.5rem; }
        h1 { font-size: 1.6rem; }
        </style>
        </head>
        <body>
        <h1>{{heading}}</h1>
        <p>{{text}}</p>
        </body>
        </html>

        """)
  }

  /// The page as an answer. The texts are escaped. Should the template library ever refuse the template, the sentence
  /// comes as plain text.
  static func response(
    _ status: HTTPResponse.Status, heading: String, text: String, headers: HTTPFields = [:]
  ) -> Response {
    let html = (try? template.get())?.render(["heading": heading, "text": text])
    var headers = headers
    headers[.contentType] = html == nil ? "text/plain; charset=utf-8" : "text/html; charset=utf-8"
    headers[.cacheControl] = "no-store"
    headers[.xContentTypeOptions] = "nosniff"
    headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'"
    let body = ByteBuffer(string: html ?? text)
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
  }

  /// The page for what is not there.
  static func notFound(_ text: String, headers: HTTPFields = [:]) -> Response {
    response(.notFound, heading: "Nothing here", text: text, headers: headers)
  }
}
