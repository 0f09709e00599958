import TributaryClient

/// Why the call of an event failed.
struct Failure: Sendable {
  /// The event's number.
  let number: Int
  /// Name of the code, such as "UNAVAILABLE".
  let code: String
  let message: String
}

/// What the log tells, event by event.
struct History {
  /// Every event that may have left the load program.
  private(set) var events: [Int: Event] = [:]
  /// What the server answered to each.
  private(set) var answers: [Int: [Answer]] = [:]
  /// Those that were sent and not acknowledged.
  private(set) var unanswered: Set<Int> = []
  /// How many were sent more than once.
  private(set) var retried: Set<Int> = []
  /// Why calls failed, in the order of the log.
  private(set) var failures: [Failure] = []
  /// Which clicks the server gave which signed tokens.
  private(set) var clicksOfTokens: [String: String] = [:]
  /// What the server told that contradicts what it told before.
  private(set) var differences: [Difference] = []

  /// Under which ids the server acknowledged each lead, sale and refund: one, unless it is wrong.
  private(set) var identifiers: [Subject: Set<String>] = [:]

  /// Subjects that were acknowledged, and those of which one answer said that it was the first.
  private var acknowledgedSubjects: Set<Subject> = []
  private var firstTimeSubjects: Set<Subject> = []
  /// Events that were sent when their subject had been acknowledged already.
  private var mustBeKnown: Set<Int> = []

  /// Refusals that leave open what became of an event, or say that nothing did: it is sent again.
  private static let passingCodes: Set<String> = [
    "UNAVAILABLE", "RESOURCE_EXHAUSTED", "DEADLINE_EXCEEDED", "CANCELLED",
  ]

  /// Takes note of further records.
  mutating func add(_ records: [EventLogRecord]) {
    for record in records {
      switch record {
      case .sent(let event):
        events[event.number] = event
        unanswered.insert(event.number)
        noteSending(event)
      case .sentAgain(let number):
        retried.insert(number)
        if let event = events[number] { noteSending(event) }
      case .acknowledged(let number, let answer):
        if let event = events[number] { noteAnswer(answer, to: event) }
      case .failed(let number, let code, let message):
        failures.append(Failure(number: number, code: code, message: message))
        guard !Self.passingCodes.contains(code), let event = events[number] else { continue }
        differences.append(
          Difference("\(event.call.subject) was refused", ["sent \(readableCall(event.call))", "\(code): \(message)"]))
      }
    }
  }

  private mutating func noteSending(_ event: Event) {
    if acknowledgedSubjects.contains(event.call.subject) { mustBeKnown.insert(event.number) }
  }

  private mutating func noteAnswer(_ answer: Answer, to event: Event) {
    let subject = event.call.subject
    answers[event.number, default: []].append(answer)
    unanswered.remove(event.number)
    switch answer {
    case .click(let reply): clicksOfTokens[reply.clickToken] = reply.clickId
    case .conversion(let reply): identifiers[subject, default: []].insert(reply.conversionId)
    }
    let isFirst = !answer.isReplayed
    if isFirst, mustBeKnown.contains(event.number) || !firstTimeSubjects.insert(subject).inserted {
      differences.append(
        Difference("\(subject) was acknowledged, and later recorded as if it were new", lines(of: subject)))
    }
    acknowledgedSubjects.insert(subject)
  }
}

extension History {
  /// What was sent and acknowledged of something, for people.
  func lines(of subject: Subject) -> [String] {
    let own = events.values.filter { $0.call.subject == subject }.sorted { $0.number < $1.number }
    return own.flatMap { event in
      ["sent \(readableCall(event.call))"]
        + (answers[event.number] ?? []).map { "acknowledged \(readableAnswer($0))" }
    }
  }
}
