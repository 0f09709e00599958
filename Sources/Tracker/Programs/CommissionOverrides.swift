internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// The methods of `tributary.v1.Programs` about what products and partners earn instead of the program's commission.
extension Tracker {
  func setCommissionOverride(
    _ request: SetCommissionOverrideRequest, _ key: APIKeyEntry
  ) async throws -> SetCommissionOverrideResponse {
    let sent = request.commissionOverride ?? Wire.CommissionOverride()
    let program = try program(sent.program, visibleTo: key)
    try requirePartnerPrograms(of: program, toMake: "setting a commission")
    let partner = try partner(ofOverride: sent.partner, in: program, key)
    let override = try inside("commission_override") { () throws(FieldError) in
      try PartnerProgram.CommissionOverride(
        program: program.id, partner: partner, sku: sent.sku, rule: rule(from: sent.commission))
    }
    let outcome = try await store.perform(.setCommissionOverride(override), inside: "commission_override")
    return SetCommissionOverrideResponse(commissionOverride: try message(outcome, in: program))
  }

  func listCommissionOverrides(
    _ request: ListCommissionOverridesRequest, _ key: APIKeyEntry
  ) async throws -> ListCommissionOverridesResponse {
    let program = try program(request.program, visibleTo: key)
    let limit = try PageSize.list.limit(request.pageSize)
    let last = try PartnerPageToken(sent: request.pageToken) { sku throws(FieldError) in
      try TextRule.sku.check(sku, field: "page_token")
    }
    let found = try await store.commissionOverrides(
      program: program.id, after: last.map { ($0.partner, $0.other) }, limit: limit + 1)
    let codes = PartnerCodes(store.directory)
    let page = ListPage(found, limit: limit) { PartnerPageToken(partner: codes[$0.partner], other: $0.sku).text }
    return ListCommissionOverridesResponse(
      commissionOverrides: page.elements.map { message($0, in: program) }, nextPageToken: page.nextPageToken)
  }

  func deleteCommissionOverride(
    _ request: DeleteCommissionOverrideRequest, _ key: APIKeyEntry
  ) async throws -> DeleteCommissionOverrideResponse {
    let program = try program(request.program, visibleTo: key)
    let partner = try partner(ofOverride: request.partner, in: program, key)
    let absent = RPCError(
      .notFound,
      """
      commission_override: there is none for partner \(quoted(request.partner)) and product \(quoted(request.sku)) in \
      program \(program.program.slug)
      """)
    let outcome = try await store.perform(
      .deleteCommissionOverride(program: program.id, partner: partner, sku: request.sku), orElse: absent)
    return DeleteCommissionOverrideResponse(commissionOverride: try message(outcome, in: program))
  }

  private func partner(
    ofOverride code: String, in program: ProgramEntry, _ key: APIKeyEntry
  ) throws(RPCError) -> PartnerID? {
    code.isEmpty ? nil : try partner(code, in: program, visibleTo: key).id
  }

  private func rule(from sent: Wire.CommissionRule?) throws(FieldError) -> PartnerProgram.CommissionRule {
    let sent = sent ?? Wire.CommissionRule()
    return try inside("commission") { () throws(FieldError) in
      for (field, isSent) in [
        ("cap_minor", sent.capMinor != 0), ("tier_two_rate_e4", sent.tierTwoRateE4 != 0),
        ("first_orders", sent.firstOrders != 0),
      ] where isSent {
        throw FieldError(field: field, message: "is for a program's own commission only")
      }
      return try PartnerProgram.CommissionRule(sent)
    }
  }

  private func message(_ outcome: Outcome, in program: ProgramEntry) throws(RPCError) -> Wire.CommissionOverride {
    guard case .commissionOverride(let override) = outcome else { throw RPCError.mismatchedOutcome(outcome) }
    return message(override, in: program)
  }

  private func message(
    _ override: PartnerProgram.CommissionOverride, in program: ProgramEntry
  ) -> Wire.CommissionOverride {
    Wire.CommissionOverride(
      program: program.program.slug.text,
      partner: PartnerCodes(store.directory)[override.partner],
      sku: override.sku,
      commission: Wire.CommissionRule(override.rule))
  }
}
