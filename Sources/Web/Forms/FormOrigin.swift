internal import HTTPTypes
internal import Hummingbird
internal import PartnerProgram
internal import Store
internal import Tracker

/// Which site a form is on, as its browser says.
struct FormOrigin {
  private static let preflightSeconds = 86_400

  /// The site; nil when the browser names none, as older ones do not for a form of HTML.
  private let origin: String?

  /// Reads the Origin of a request.
  ///
  /// - Throws: ``FormRefusal/originNotAllowed`` when it is none of the program's, or one that hides its name.
  init(of request: Request, in program: ProgramEntry, _ tracker: Tracker) throws(FormRefusal) {
    origin = request.headers[.origin]
    guard let origin else { return }
    guard let address = WebAddress(origin), address.origin == address.text, tracker.allows(address, in: program)
    else { throw .originNotAllowed }
  }

  /// Lets scripts of the site see the answer (Fetch standard, "CORS protocol").
  func allow(in headers: inout HTTPFields) {
    headers[.vary] = "Origin"
    headers[.accessControlAllowOrigin] = origin
  }

  /// The answer to a browser that asks whether a script of the site may send a form.
  var preflightResponse: Response {
    var headers: HTTPFields = [
      .accessControlAllowMethods: "POST", .accessControlAllowHeaders: "content-type",
      .accessControlMaxAge: "\(Self.preflightSeconds)",
    ]
    allow(in: &headers)
    return Response(status: .noContent, headers: headers)
  }
}
