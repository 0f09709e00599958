internal import HTTPTypes
internal import Hummingbird
internal import PartnerProgram
internal import Store
internal import Tracker

extension WebRouter {
  /// Adds `/t`, the address of partners' links.
  func addLinkRoutes(_ services: WebServices) {
    let links = LinkRoutes(services)
    get("/t") { request, context in await links.follow(request, context.client) }
    head("/t") { request, context in await links.follow(request, context.client) }
  }
}

/// Sends visitors on and records their visits. Whatever happens to the visit, the visitor is sent on.
struct LinkRoutes: Sendable {
  private let tracker: Tracker
  private let metrics: WebMetrics
  private let log: RefusalLog

  init(_ services: WebServices) {
    tracker = services.tracker
    metrics = services.metrics
    log = RefusalLog(services.logger)
  }

  /// Answers a followed link.
  func follow(_ request: Request, _ client: WebClient) async -> Response {
    let link = LinkQuery(EncodedParameters(target: request.head.path))
    guard let program = tracker.program(named: link.program, at: request.host(isSecure: client.isSecure)) else {
      metrics.increment(.links, reason: "unknown_program")
      return SmallPage.notFound("There is no partner program at this address.")
    }
    let destination = LinkDestination(of: link, in: program, tracker)
    for refusal in destination.refusals { tell(refusal, of: program) }
    guard let partner = link.partner.flatMap({ tracker.partner($0, of: program) }) else {
      metrics.increment(.links, reason: "unknown_partner")
      guard let address = destination.address else {
        return SmallPage.notFound("There is no such partner, and no page yet that its link could lead to.")
      }
      return Self.redirect(to: address)
    }
    let visit = await tracker.record(
      FollowedLink(
        program: program, partner: partner, subID: link.subID ?? [], isPrefetch: request.isPrefetch,
        landingURL: destination.address, referrerURL: request.headers[.referer] ?? "",
        userAgent: request.headers[.userAgent] ?? "", address: client.address,
        visitor: VisitorCookie.value(in: request.headers[.cookie]).flatMap(tracker.visitor(ofCookie:))))
    tell(visit.fate, of: program)
    return Self.response(to: visit, leadingTo: destination.address, isSecure: client.isSecure)
  }
  private func tell(_ refusal: RedirectRefusal, of program: ProgramEntry) {
    metrics.increment(.redirectTargetsRefused, reason: refusal.reason)
    log.write("a link does not lead where it says", reason: refusal.reason, program: program)
  }

  private func tell(_ fate: FollowedLinkRecord.Fate, of program: ProgramEntry) {
    switch fate {
    case .recorded(let disposition):
      metrics.increment(.links, reason: disposition.reason)
    case .late:
      tellLoss("late", of: program)
    case .lost(let error):
      tellLoss(error.lossReason, of: program)
    }
  }

  private func tellLoss(_ reason: StaticString, of program: ProgramEntry) {
    metrics.increment(.links, reason: reason)
    log.write("a visitor was sent on without a recorded visit", reason: reason, program: program)
  }

  private static func response(
    to visit: FollowedLinkRecord, leadingTo address: WebAddress?, isSecure: Bool
  ) -> Response {
    var response =
      if let address {
        redirect(
          to: visit.clickToken.map { address.replacingQuery(name: clickParameter, value: $0) } ?? address)
      } else {
        SmallPage.response(
          .ok, heading: "Coming soon", text: "This link has no landing page yet. Please come back later.")
      }
    if let token = visit.visitorToken {
      response.headers[.setCookie] = VisitorCookie.setting(token, isSecure: isSecure)
    }
    return response
  }

  /// The parameter in which a landing page gets the proof of the visit.
  private static let clickParameter = "tributary"

  private static func redirect(to address: WebAddress) -> Response {
    var headers: HTTPFields = [.location: address.text, .cacheControl: "no-store"]
    headers.setReferrerPolicy("no-referrer-when-downgrade")
    return Response(status: .found, headers: headers)
  }
}
