internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Answers each request by the router, and sees to what every answer has in common.
struct WebResponder: Sendable {
  private let router: any HTTPResponder<WebRequestContext>
  private let allowedMethods: AllowedMethods
  private let services: WebServices
  private let isEncrypted: Bool

  init(router: WebRouter, services: WebServices, isEncrypted: Bool) {
    self.router = router.buildResponder()
    allowedMethods = AllowedMethods(router)
    self.services = services
    self.isEncrypted = isEncrypted
  }

  /// Answers a request of a connection.
  ///
  /// - Throws: what Hummingbird then ends the connection for.
  @Sendable func answer(
    _ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
  ) async throws {
    var context = WebRequestContext(source: .init(channel: channel, logger: services.logger))
    context.client.isSecure = isEncrypted
    var response = try await response(to: request, context: context)
    if request.method == .head { response = response.createHeadResponse() }
    try await writer.write(response: response.head, body: response.body)
  }

  private func response(to request: Request, context: WebRequestContext) async throws -> Response {
    do {
      return try await router.respond(to: request, context: context)
    } catch let error as HTTPParserError {
      throw error
    } catch {
      services.logger.error("a request failed", metadata: ["failure": "\(error)"])
      return Response(status: .internalServerError)
    }
  }
}
