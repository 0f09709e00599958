internal import TributaryClient

/// What one piece of evidence led to and what became of it, in two sentences.
struct CandidateExplanation {
  let candidate: Candidate
  /// The receipt that it is part of.
  let receipt: Receipt
  /// When the conversion happened, in microseconds since 1970 UTC.
  let occurredAtUs: Int64

  private var partner: String { visibleText(candidate.partner) }
  private var time: String { FieldValue.time(candidate.touchedAtUs).shown }
  private var winner: Candidate? { receipt.candidates.first { $0.verdict == .won } }

  /// What it led to.
  var fact: String {
    switch candidate.evidence {
    case .partner: "The merchant named \(visibleText(candidate.value)) as the partner."
    case .coupon: candidate.partner.isEmpty ? "\(name) was used." : "\(name) is \(partner)'s."
    case .clickToken: candidate.clickId.isEmpty ? "\(name) came with it." : "\(name) proves a click on \(link)."
    case .clickId: candidate.clickId.isEmpty ? "\(name) came with it." : "\(name) was on \(link)."
    case .visitorId: candidate.clickId.isEmpty ? "\(name) came with it." : "\(name) followed \(link)."
    case .email, .externalId:
      candidate.partner.isEmpty ? "\(name) came with it." : "\(name) was referred by \(partner) at \(time)."
    case .unspecified, .unrecognized: "\(name) came with it."
    }
  }

  private var link: String { "\(partner)'s link at \(time)" }

  /// What the evidence is called, at the beginning of a sentence.
  private var name: String {
    let value = visibleText(candidate.value)
    return switch candidate.evidence {
    case .partner: "Partner \(value)"
    case .coupon: "Coupon \(value)"
    case .clickToken: "Click token \(FieldValue.longText(candidate.value).shown)"
    case .clickId: "Click \(value)"
    case .visitorId: "Visitor \(value)"
    case .email: value.isEmpty ? "A customer whose e-mail address was erased since" : "Customer \(value)"
    case .externalId: value.isEmpty ? "A customer whose number was erased since" : "Customer number \(value)"
    case .unspecified, .unrecognized: "Evidence of kind \(spaced(candidate.evidence.word)), \(value),"
    }
  }

  /// Won, or why not.
  var verdict: String {
    switch candidate.verdict {
    case .won: "Won: \(reasonToWin)."
    case .laterTouchWon: "Outranked: \(winningClick) was later."
    case .earlierTouchWon: "Outranked: \(winningClick) was earlier, and this program goes by the first one."
    case .couponWon: "Outranked: coupon \(visibleText(winner?.value ?? "")) decided."
    case .clickWon: "Outranked: a click decided, and clicks come before it."
    case .explicitPartnerWon: "Outranked: the merchant named \(visibleText(receipt.partner))."
    case .contactWon: "Outranked: another name of the customer decided."
    case .duplicate: "Does not count twice: \(earlierOccurrence)."
    case .expired: "Does not count: \(age)older than this program's window."
    case .afterConversion, .partnerInactive, .badSignature, .unknown, .selfReferral, .bot, .ignoredByPolicy,
      .unconfirmed:
      "Does not count: \(refusal)."
    case .unspecified, .unrecognized: spaced(candidate.verdict.word) + "."
    }
  }

  private var reasonToWin: String {
    switch receipt.rule {
    case .lastTouch: "the latest click that counts"
    case .firstTouch: "the earliest click that counts"
    case .explicitPartner: "the merchant's word comes before all other evidence"
    case .coupon: "the coupon decided"
    case .contactFirstReferrer: "no coupon and no click decided, so who referred the customer first earns"
    case .contactLastReferrer: "no coupon and no click decided, so who referred the customer last earns"
    case .sameAsOrder, .waitingForOrder, .unattributed, .unspecified, .unrecognized: spaced(receipt.rule.word)
    }
  }

  private var winningClick: String {
    guard let winner, winner.touchedAtUs != 0 else { return "the click that won" }
    return "\(visibleText(winner.partner))'s click at \(FieldValue.time(winner.touchedAtUs).shown)"
  }

  private var earlierOccurrence: String {
    let index = receipt.candidates.firstIndex { $0.clickId == candidate.clickId && $0.verdict != .duplicate }
    return index.map { "it is the click of number \($0 + 1)" } ?? "it is the click of another number"
  }

  private var age: String {
    let days = (occurredAtUs - candidate.touchedAtUs) / microsecondsPerDay
    return candidate.touchedAtUs == 0 ? "it is " : "it is \(FieldValue.count(days).shown) days old, "
  }

  private var refusal: String {
    switch (candidate.verdict, candidate.evidence) {
    case (.afterConversion, _): "it came after the conversion"
    case (.partnerInactive, .clickToken), (.partnerInactive, .clickId), (.partnerInactive, .visitorId):
      "\(partner) is not active, or was not when the link was followed"
    case (.partnerInactive, _): "\(partner) is not active"
    case (.badSignature, _): "the token is not one that this server signed"
    case (.unknown, .coupon): "there is no such coupon in this program"
    case (.unknown, .partner): "there is no such partner in this program"
    case (.unknown, .email), (.unknown, .externalId): "nobody had referred this customer when the order first named it"
    case (.unknown, .visitorId): "there is no click of such a visitor in this program yet"
    case (.unknown, _): "there is no such click in this program yet"
    case (.selfReferral, _): "the customer is the partner, by the same e-mail address"
    case (.bot, _): "the click is that of a bot"
    case (.ignoredByPolicy, .coupon): "this program does not go by coupons"
    case (.ignoredByPolicy, .email), (.ignoredByPolicy, .externalId):
      "this program does not go by who referred a customer before"
    case (.unconfirmed, _):
      "only a pixel without a signature says so, and trusted evidence decided or names another customer"
    case (.ignoredByPolicy, _): "this program does not go by such evidence"
    default: spaced(candidate.verdict.word)
    }
  }
}

/// A period of 24 hours, in which windows are measured.
private let microsecondsPerDay: Int64 = 86_400_000_000
