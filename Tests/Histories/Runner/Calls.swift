import TributaryClient

/// Sends what has a reply to compare.
extension Run {
  mutating func click(_ sent: RecordClickRequest) async throws {
    var request = sent
    request.program = program
    let client = client
    let actual = try await Answer { try await client.recordClick(request) }
    let expected = try Answer.ofModel {
      try model.click(request, visitor: actual.reply?.visitorId ?? "")
    }
    note(expected)
    if let reply = expected.reply { statistics.count("clicks", "\(reply.disposition)") }
    if expected.reply?.uniqueVisit == true { statistics.count("clicks", "unique") }
    try actual.require(expected, "RecordClick")
  }

  mutating func convert(_ sent: RecordConversionRequest, _ token: TokenEvidence?) async throws {
    var request = sent
    request.program = program
    if let token {
      var evidence = request.evidence ?? Evidence()
      evidence.clickToken = model.sentText(of: token)
      request.evidence = evidence
    }
    let client = client
    let actual = try await Answer {
      try await client.recordConversion(request).normalised
    }
    let expected = try Answer.ofModel {
      try model.convert(sent, token, id: actual.reply?.conversionId ?? "").normalised
    }
    note(expected)
    if let reply = expected.reply { note(reply) }
    try actual.require(expected, "RecordConversion of a \(request.kind)")
  }

  private mutating func note(_ reply: RecordConversionResponse) {
    let receipt = reply.receipt ?? Receipt()
    statistics.count("rules", "\(receipt.rule)")
    for candidate in receipt.candidates { statistics.count("verdicts", "\(candidate.verdict)") }
    if reply.refundStatus == .unspecified,
      let before = partners.updateValue(receipt.partner, forKey: reply.conversionId), before != receipt.partner
    {
      statistics.count("runs", "re-attributions")
    }
    if reply.commissions.contains(where: { $0.tier == 2 }) { statistics.count("runs", "second tiers") }
    if reply.replayed { statistics.count("runs", "replays") }
  }

  private mutating func note(_ answer: Answer<some Hashable & Sendable>) {
    if case .refused(let refusal) = answer {
      statistics.count("refusals", refusal.code.name + (refusal.field.map { " \($0)" } ?? ""))
    }
  }

  mutating func erase(_ sent: EraseContactRequest) async throws {
    var request = sent
    request.program = program
    let client = client
    let actual = try await Answer { try await client.eraseContact(request) }
    let name = PersonName(email: request.email, number: request.externalId)
    let expected = try Answer.ofModel { try model.erase(name) }
    if expected.reply != nil { statistics.count("runs", "erasures") }
    try actual.require(expected, "EraseContact")
  }

  mutating func adjust(_ sent: CreateAdjustmentRequest) async throws {
    var request = sent
    request.program = program
    let client = client
    let actual = try await Answer {
      var reply = try await client.createAdjustment(request)
      reply.entry = reply.entry?.withoutNumber
      return reply
    }
    let expected = try Answer.ofModel { try model.adjust(request) }
    note(expected)
    if expected.reply?.replayed == false { statistics.count("runs", "adjustments") }
    try actual.require(expected, "CreateAdjustment")
  }

  mutating func payOut(_ sent: CreatePayoutRequest) async throws {
    var request = sent
    request.program = program
    let client = client
    let actual = try await Answer {
      var reply = try await client.createPayout(request)
      reply.payout?.totals.sort { $0.currency < $1.currency }
      return reply
    }
    let expected = try Answer.ofModel { try model.payOut(request) }
    note(expected)
    if let reply = expected.reply {
      let isEmpty = reply.payout?.totals.isEmpty ?? true
      statistics.count("payouts", reply.replayed ? "replayed" : isEmpty ? "empty" : "paid")
    }
    try actual.require(expected, "CreatePayout")
  }
}
