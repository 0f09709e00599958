internal import HTTPTypes
internal import Hummingbird
internal import PartnerProgram
internal import Store
internal import Tracker

extension WebRouter {
  /// Adds `/pixel.gif`, the pixel of carts' confirmation pages.
  func addPixelRoutes(_ services: WebServices) {
    let pixels = PixelRoutes(services)
    get("/pixel.gif") { request, context in pixels.take(request, context.client) }
    head("/pixel.gif") { _, _ in PixelImage.response }
  }
}

/// Takes pixels. The answer is always the same image, at once: a browser can do nothing about a pixel that is refused, and
/// the page that it is on is somebody else's.
struct PixelRoutes: Sendable {
  private let tracker: Tracker
  private let metrics: WebMetrics
  private let log: RefusalLog
  private let refusals: PixelRefusals

  init(_ services: WebServices) {
    tracker = services.tracker
    metrics = services.metrics
    log = RefusalLog(services.logger)
    refusals = PixelRefusals(metrics: services.metrics, logger: services.logger)
  }

  /// Whether a request's target is that of a pixel, as an image or as a script.
  static func hasPath(of target: String) -> Bool {
    target.hasPrefix("/pixel.gif?") || target.hasPrefix("/pixel.js?")
  }

  /// Answers a pixel and keeps what it says.
  func take(_ request: Request, _ client: WebClient) -> Response {
    let signature = PixelSignature(EncodedParameters(target: request.head.path).bytes)
    let query = PixelQuery(signature)
    let program = tracker.program(named: query.program, at: request.host(isSecure: client.isSecure))
    do throws(PixelRefusal) {
      guard let program else { throw .unknownProgram }
      try keep(
        query, signature, in: program,
        visitor: VisitorCookie.value(in: request.headers[.cookie]).flatMap(tracker.visitor(ofCookie:)))
    } catch {
      refusals.note(error.reason, program: program)
    }
    return PixelImage.response
  }

  private func keep(
    _ query: PixelQuery, _ signature: PixelSignature, in program: ProgramEntry, visitor: VisitorID?
  ) throws(PixelRefusal) {
    guard tracker.mayUsePixel(program) else { throw .plan }
    let judgement = signature.judge(program.pixelKeys)
    guard judgement != .wrong else { throw .badSignature }
    let request = try query.request(currency: program.currency, visitor: visitor)
    do throws(FieldError) {
      try tracker.record(pixel: request, in: program, isSigned: judgement == .signed) { fate in
        tell(fate, of: program)
      }
    } catch {
      throw PixelRefusal(error)
    }
  }

  private func tell(_ fate: PixelFate, of program: ProgramEntry) {
    switch fate {
    case .settled(let outcome):
      metrics.increment(.pixels, reason: outcome.reason)
      if case .joinedDespite = outcome {
        log.write("a pixel has other money than its order", reason: outcome.reason, program: program)
      }
    case .lost(let error):
      metrics.increment(.pixels, reason: error.lossReason)
      log.write("a pixel was lost", reason: error.lossReason, program: program)
    }
  }
}
