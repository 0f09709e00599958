internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import PartnerProgram
internal import Synchronization

/// Answers each request by the router, and sees to what all answers have in common.
struct WebResponder: Sendable {
  /// The route that requests are counted under which none answers.
  private static let noRoute = "none"
  /// Links and the pixel, which are answered however many requests wait, as a visitor can do nothing about a refusal.
  /// They read no body, and wait for the store at most as long as ``BrowserLimits/visitWait``.
  private static let pathsAlwaysAnswered: Set = ["/t", "/pixel.gif"]
  /// Characters of a failure's description that are logged.
  private static let failureLength = 500

  private let router: any HTTPResponder<WebRequestContext>
  private let allowedMethods: AllowedMethods
  private let services: WebServices
  private let clients: ClientResolver
  private let bodyMemory: BodyMemory
  private let isEncrypted: Bool
  private let clock = HTTPClock()

  init(router: WebRouter, services: WebServices, configuration: WebServer.Configuration) {
    self.router = router.buildResponder()
    // Building the responder has added HEAD where there is GET.
    allowedMethods = AllowedMethods(router)
    self.services = services
    clients = ClientResolver(trustedProxies: configuration.trustedProxies)
    bodyMemory = BodyMemory(limit: configuration.limits.bodyBytesInFlight)
    isEncrypted = configuration.tls != nil
  }

  /// Answers a request of a connection.
  ///
  /// - Throws: what Hummingbird then ends the connection for.
  @Sendable func answer(
    _ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
  ) async throws {
    let metrics = services.metrics
    defer { metrics.requestsInFlight.wrappingSubtract(1, ordering: .relaxed) }
    let inFlight = metrics.requestsInFlight.wrappingAdd(1, ordering: .relaxed).newValue
    let isTooMany = inFlight > services.limits.requestsInFlight && !Self.pathsAlwaysAnswered.contains(request.uri.path)
    var response = try await isTooMany ? overloaded() : response(to: request, on: channel)
    SecurityHeaders.add(to: &response)
    response.headers[.date] = clock.now
    if request.method == .head { response = response.createHeadResponse() }
    try await writer.write(response: response.head, body: response.body)
  }

  private func response(to request: Request, on channel: any Channel) async throws -> Response {
    let began = ContinuousClock.now
    var context = WebRequestContext(source: .init(channel: channel, logger: services.logger))
    context.client = clients.client(
      peer: context.client.address, isEncrypted: isEncrypted, headers: request.headers)
    context.bodyMemory = bodyMemory
    var response = try await routed(request, context)
    var route = context.endpointPath
    if route == Self.pathOfNoRoute {
      route = nil
      response = unrouted(request)
    }
    services.metrics.requests.count(
      route: route ?? Self.noRoute, status: response.status.code, took: began.duration(to: .now))
    return response
  }

  private func routed(_ request: Request, _ context: WebRequestContext) async throws -> Response {
    do {
      return try await router.respond(to: request, context: context)
    } catch let error as HTTPParserError {
      throw error
    } catch let refusal as BodyRefusal {
      return Response(refusal, metrics: services.metrics)
    } catch {
      services.logger.error(
        "a request failed",
        metadata: [
          "method": "\(request.method.rawValue)", "route": "\(context.endpointPath ?? Self.noRoute)",
          "failure": "\(String("\(error)".prefix(Self.failureLength)).escaped)",
        ])
      return .plain(.internalServerError, "500 Internal Server Error")
    }
  }

  /// Hummingbird's name for the path of requests that no route answers.
  private static let pathOfNoRoute = "NotFound"

  private func unrouted(_ request: Request) -> Response {
    let methods = allowedMethods.methods(of: request.uri.path)
    guard !methods.isEmpty else { return .plain(.notFound, "404 Not Found") }
    var response = Response.plain(.methodNotAllowed, "405 Method Not Allowed")
    response.headers[.allow] = methods.joined(separator: ", ")
    return response
  }

  private func overloaded() -> Response {
    services.metrics.increment(.requestsRefused, reason: "overloaded")
    return .overloaded
  }
}

extension Response {
  /// The server does all that it can at present.
  fileprivate static var overloaded: Response {
    var response = Response.plain(.serviceUnavailable, "503 Service Unavailable")
    response.headers[.retryAfter] = "1"
    return response
  }

  /// The answer to a request whose body was not read to its end.
  fileprivate init(_ refusal: BodyRefusal, metrics: WebMetrics) {
    switch refusal {
    case .tooLarge:
      metrics.increment(.requestsRefused, reason: "body_too_large")
      self = .plain(.contentTooLarge, "413 Content Too Large")
    case .overloaded:
      metrics.increment(.requestsRefused, reason: "body_memory")
      self = .overloaded
    }
  }
}
