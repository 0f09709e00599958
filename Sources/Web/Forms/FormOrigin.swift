internal import HTTPTypes
internal import Hummingbird
internal import PartnerProgram
internal import Store
internal import Tracker

/// Which site a form is on, as its browser says.
struct FormOrigin {
  private static let preflightSeconds = 86_400

  /// The site; nil when the browser names none, as older ones do not for a form of HTML, and others not when the form's
  /// page hides it.
  private let origin: String?

  /// Reads the Origin of a request.
  ///
  /// A page that tells other sites nothing of itself, by the referrer policy "no-referrer" or Django's default
  /// "same-origin", has its forms of HTML sent with the origin "null" (Fetch standard, "append a request Origin header").
  /// Scripts name their site whatever the policy is.
  ///
  /// - Throws: ``FormRefusal/originNotAllowed`` when it is none of the program's, or a script's that hides its name.
  init(of request: Request, in program: ProgramEntry, _ tracker: Tracker) throws(FormRefusal) {
    let sent = request.headers[.origin]
    let isHidden = sent == "null" && FormEncoding(contentType: request.headers[.contentType]) == .html
    origin = isHidden ? nil : sent
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
