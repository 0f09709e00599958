import PartnerProgram

/// What pixels do to orders.
extension ConversionRecorder {
  /// Records what a pixel said, or keeps it as a claim.
  ///
  /// - Throws: `StoreError.failedPrecondition` when an order has more evidence or claims than are kept of one,
  ///   `StoreError.invalid` for a refund and for an unsigned test, which pixels cannot send.
  func record(
    _ pixel: PixelCommand, rollup: inout RollupBatch, balances: inout BalanceBatch
  ) throws -> PixelOutcome {
    let sent = pixel.conversion
    guard let program = directory.program(id: sent.program) else { throw StoreError.notFound("program") }
    guard sent.kind != .refund else {
      throw StoreError.invalid(FieldError(field: "kind", message: "must be lead or sale for a pixel"))
    }
    let currency = try amounts(of: sent, program.program).currency
    let stored = try table.conversion(program: sent.program, kind: sent.kind, order: sent.orderID, refund: nil)
      .map { try storedOrder($0) }
    guard pixel.isSigned else {
      return try recordClaim(sent.claimable, stored, in: currency, program, rollup: &rollup, balances: &balances)
    }
    let difference = stored?.differenceOfMoney(in: sent)
    let outcome = try add(
      sent, to: stored, at: sent.receivedAt, program, rollup: &rollup, balances: &balances)
    return difference.map { .joinedDespite(field: $0.field) } ?? .recorded(outcome)
  }

  /// Adds what an unsigned pixel said to the recorded order when both have the same money and customer, and keeps it
  /// otherwise. Nobody hears the id of what joins at once, so that there is nothing to confirm later.
  private func recordClaim(
    _ command: ConversionCommand, _ stored: RecordedOrder?, in currency: Currency, _ program: ProgramEntry,
    rollup: inout RollupBatch, balances: inout BalanceBatch
  ) throws -> PixelOutcome {
    guard !command.isTest else {
      throw StoreError.invalid(FieldError(field: "test", message: "must not be set for a pixel without a signature"))
    }
    if let stored, stored.difference(in: command) == nil, stored.hasRoomForClaim(of: command) {
      return .recorded(
        try add(
          command, of: command.claimant, to: stored, at: command.receivedAt, program, rollup: &rollup,
          balances: &balances))
    }
    let earlier = try unconfirmed.claims(of: command)
    guard !earlier.contains(where: { $0.says(command) }) else { return .repeated }
    guard earlier.count < UnconfirmedClaim.maximumOfOrder else {
      throw StoreError.failedPrecondition(
        """
        the order \(command.orderID.escaped) has \(earlier.count) unconfirmed conversions already, and at most \
        \(UnconfirmedClaim.maximumOfOrder) are kept
        """)
    }
    let claim = UnconfirmedClaim(
      command: command, day: program.calendar.day(of: command.occurredAt),
      currency: currency, credit: try preview(command, program))
    try unconfirmed.insert(claim)
    if let key = claim.rollupKey { try rollup.add(RollupDelta(flaggedUnconfirmed: 1), under: key) }
    return .unconfirmed(id: claim.id)
  }

  /// Records a claim as a trusted command with its content. Of one that has become part of an order by itself the evidence
  /// is trusted from now on.
  ///
  /// - Throws: `StoreError.notFound` when there is no such claim, `StoreError.alreadyExists` when its order is recorded
  ///   with other money.
  func confirm(
    _ command: ConfirmCommand, rollup: inout RollupBatch, balances: inout BalanceBatch
  ) throws -> ConversionOutcome {
    guard let program = directory.program(id: command.program) else { throw StoreError.notFound("program") }
    if let made = try unconfirmed.conversion(madeOf: command.id, of: command.program) {
      return try confirmJoined(command, in: table.row(made), program, rollup: &rollup, balances: &balances)
    }
    guard let claim = try unconfirmed.claim(command.id, of: command.program) else { throw StoreError.notFound("id") }
    let claimed = claim.command
    let stored = try table.conversion(
      program: claimed.program, kind: claimed.kind, order: claimed.orderID, refund: nil)
    if let stored { try requireSame(claimed, as: stored) }
    return try add(
      claimed, to: stored.map { try storedOrder($0) }, at: command.receivedAt, confirming: claim, program,
      rollup: &rollup, balances: &balances)
  }

  /// Vouches for the evidence of a claim that has become part of an order; nothing changes when that was done.
  private func confirmJoined(
    _ command: ConfirmCommand, in row: ConversionRow, _ program: ProgramEntry,
    rollup: inout RollupBatch, balances: inout BalanceBatch
  ) throws -> ConversionOutcome {
    let claimed = ConversionCommand(
      conversionID: row.id, program: row.program, kind: row.kind, orderID: row.orderID, amounts: nil,
      evidence: try unconfirmed.takeEvidence(ofJoined: command.id), occurredAt: row.occurredAt,
      receivedAt: command.receivedAt, isTest: row.isTest)
    return try add(
      claimed, to: storedOrder(row), at: command.receivedAt, program, rollup: &rollup, balances: &balances)
  }

  /// Whom a claim would be credited to, by the program's policy and all that it brings but the contact, whose referrer is
  /// told to nobody who is not trusted.
  private func preview(_ command: ConversionCommand, _ program: ProgramEntry) throws -> Winner? {
    let policy = try terms.terms(of: program.id, version: program.termsVersion).policy
    let context = EvidenceResolver.Order(
      id: command.conversionID, program: program.id, occurredAt: command.occurredAt, policy: policy, knownClicks: [:],
      contacts: [:])
    let emails = command.evidence.customerEmails
    let evidence = try command.evidence.map { try resolver.resolve($0, of: context) }
    let receipt = Attribution.decide(
      evidence: evidence.flatMap { resolved in
        resolved.findings.map { ResolvedEvidence(item: resolved.item, finding: $0) }
      },
      policy: policy, convertedAt: command.occurredAt,
      isSelfReferral: { [directory] partner, _ in
        directory.partner(id: partner)?.normalisedEmail.map(emails.contains) ?? false
      })
    return try receipt.winner.map { winner in
      Winner(
        partner: winner.partner, subID: winner.subID, click: winner.click,
        landingPage: try winner.click.map { try clicks.landingPage(of: $0, in: program.id) } ?? winner.landingPage)
    }
  }
}
