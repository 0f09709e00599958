internal import HTTPTypes
internal import Hummingbird

/// Fields that keep browsers from doing more with an answer than it is meant for, unless the route has set them itself.
enum SecurityHeaders {
  static func add(to response: inout Response) {
    for (name, value) in fields where !response.headers.contains(name) {
      response.headers[name] = value
    }
  }

  private static let fields: [(HTTPField.Name, String)] = [
    (.xContentTypeOptions, "nosniff"),
    // Our pages load nothing, send forms nowhere and stand in nobody's frame.
    (.contentSecurityPolicy, "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"),
    (.referrerPolicy, "no-referrer"),
  ]
}
