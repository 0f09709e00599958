internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import PartnerProgram
internal import Store
internal import Tracker

extension WebRouter {
  /// Adds `/f/PROGRAM`, where forms of merchants' pages are sent to.
  func addFormRoutes(_ services: WebServices) {
    let forms = FormRoutes(services)
    post("/f/:program") { request, context in await forms.take(request, context) }
    on("/f/:program", method: .options) { request, context in forms.preflight(request, context) }
  }
}

/// Records the leads that forms bring.
struct FormRoutes: Sendable {
  private let tracker: Tracker
  private let metrics: WebMetrics
  private let log: RefusalLog
  private let maximumBytes: Int

  init(_ services: WebServices) {
    tracker = services.tracker
    metrics = services.metrics
    log = RefusalLog(services.logger)
    maximumBytes = services.limits.formBytes
  }

  /// Answers a browser that asks whether a script may send a form.
  func preflight(_ request: Request, _ context: WebRequestContext) -> Response {
    do throws(FormRefusal) {
      let program = try program(of: context)
      return try FormOrigin(of: request, in: program, tracker).preflightResponse
    } catch {
      return refuse(error, .html, program: nil)
    }
  }

  /// Answers a form.
  func take(_ request: Request, _ context: WebRequestContext) async -> Response {
    let encoding = FormEncoding(contentType: request.headers[.contentType])
    let program: ProgramEntry
    let origin: FormOrigin
    do throws(FormRefusal) {
      program = try self.program(of: context)
      origin = try FormOrigin(of: request, in: program, tracker)
    } catch {
      return refuse(error, encoding ?? .html, program: nil)
    }
    var response = await answer(request, encoding, program, context)
    origin.allow(in: &response.headers)
    return response
  }

  private func answer(
    _ request: Request, _ encoding: FormEncoding?, _ program: ProgramEntry, _ context: WebRequestContext
  ) async -> Response {
    do throws(FormRefusal) {
      guard let encoding else { throw .mediaType }
      let form = try await fields(of: request, encoding, context)
      let page = thankYouPage(of: form, in: program)
      if !Self.isTrapped(form, in: program) {
        try await record(form, in: program, visitorCookie: VisitorCookie.value(in: request.headers[.cookie]))
      } else {
        // Only programs fill a field that people do not see. They are not told that they were found out.
        metrics.increment(.forms, reason: "honeypot")
      }
      return FormAnswer.thanks(encoding, page: page)
    } catch {
      return refuse(error, encoding ?? .html, program: program)
    }
  }

  /// Whether a form has something in the field that is hidden from people. A program that keeps a field of that name
  /// asks people for it.
  private static func isTrapped(_ form: FormFields, in program: ProgramEntry) -> Bool {
    let trap = "website"
    return !form[trap].isEmpty && !program.program.formFields.contains { $0.text == trap }
  }

  private func program(of context: WebRequestContext) throws(FormRefusal) -> ProgramEntry {
    let slug = Array((context.parameters.get("program") ?? "").utf8)
    guard !slug.isEmpty, let program = tracker.program(named: slug, at: nil) else { throw .unknownProgram }
    return program
  }

  private func fields(
    of request: Request, _ encoding: FormEncoding, _ context: WebRequestContext
  ) async throws(FormRefusal) -> FormFields {
    let body: CollectedBody
    do {
      body = try await context.collectBody(of: request, upTo: maximumBytes)
    } catch BodyRefusal.tooLarge {
      throw .tooLarge
    } catch BodyRefusal.overloaded {
      throw .lost("body_memory")
    } catch {
      throw .malformed
    }
    return switch encoding {
    case .html: try FormFields(encoded: Array(body.bytes.readableBytesView))
    case .json: try FormFields(json: Array(body.bytes.readableBytesView))
    }
  }

  private func thankYouPage(of form: FormFields, in program: ProgramEntry) -> WebAddress? {
    let target = form["thank_you"]
    guard !target.isEmpty else { return program.program.thankYouURL }
    do throws(RedirectRefusal) {
      return try tracker.redirectTarget(target, in: program)
    } catch {
      metrics.increment(.redirectTargetsRefused, reason: error.reason)
      log.write("a form does not lead where it says", reason: error.reason, program: program)
      return program.program.thankYouURL
    }
  }

  private func record(
    _ form: FormFields, in program: ProgramEntry, visitorCookie: String?
  ) async throws(FormRefusal) {
    let kept = ContactFields(of: form, in: program)
    for _ in 0..<kept.cut { metrics.increment(.formValuesCut, reason: "not_whole") }
    let lead = FormLead(
      program: program, form: try Self.name(of: form), email: try Self.email(of: form), fields: kept.fields,
      clickToken: Self.token.prefix(of: form["tributary"]),
      visitor: visitorCookie.flatMap(tracker.visitor(ofCookie:)))
    let fate: FormLeadFate
    do {
      fate = try await tracker.record(lead)
    } catch {
      throw .email
    }
    switch fate {
    case .recorded: metrics.increment(.forms, reason: "recorded")
    case .repeated: metrics.increment(.forms, reason: "repeat")
    case .late: throw .lost("late")
    case .lost(.failedPrecondition):
      // The lead is recorded, and has brought as much evidence as is kept of one.
      metrics.increment(.forms, reason: "evidence_full")
    case .lost(let error): throw .lost(error.lossReason)
    }
  }

  /// What is kept of a text that is to be a token.
  private static let token = TextRule(maximumBytes: EvidenceItem.maximumValueBytes)

  private static func name(of form: FormFields) throws(FormRefusal) -> FormFieldName {
    let sent = form["form"]
    let name = String(validating: sent.isEmpty ? Array("form".utf8) : sent, as: UTF8.self)
    guard let name = name.flatMap({ try? FormFieldName($0) }) else { throw .formName }
    return name
  }

  /// The address: a text in which nothing is white space or a control character but at its ends.
  private static func email(of form: FormFields) throws(FormRefusal) -> String {
    guard let text = String(validating: form["email"], as: UTF8.self),
      let address = EmailAddress.normalised(text), text.utf8.count <= TextRule.email.maximumBytes,
      !address.unicodeScalars.contains(where: {
        $0.properties.isWhitespace || $0.properties.generalCategory == .control
      })
    else { throw .email }
    return text
  }

  private func refuse(_ refusal: FormRefusal, _ encoding: FormEncoding, program: ProgramEntry?) -> Response {
    metrics.increment(.forms, reason: refusal.reason)
    log.write("a form was not taken", reason: refusal.reason, program: program)
    return FormAnswer.refusal(refusal, encoding)
  }
}
