internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// The methods of `tributary.v1.Programs` about campaigns.
extension Tracker {
  func createCampaign(_ request: CreateCampaignRequest, _ key: APIKeyEntry) async throws -> CreateCampaignResponse {
    let sent = request.campaign ?? Wire.Campaign()
    let program = try program(sent.program, visibleTo: key)
    try requirePartnerPrograms(of: program, toMake: "making a campaign")
    let campaign = PartnerProgram.Campaign(
      program: program.id,
      code: try CampaignCode(sent.code, field: "campaign.code"),
      landingURL: try WebAddress(sent.landingUrl, field: "campaign.landing_url"),
      createdAt: now())
    let outcome = try await store.perform(.createCampaign(campaign), inside: "campaign")
    return CreateCampaignResponse(campaign: try message(outcome, in: program))
  }

  func listCampaigns(_ request: ListCampaignsRequest, _ key: APIKeyEntry) async throws -> ListCampaignsResponse {
    let program = try program(request.program, visibleTo: key)
    let limit = try PageSize.list.limit(request.pageSize)
    let last = try request.pageToken.ifPresent.map { token throws(FieldError) in
      guard let code = try? CampaignCode(token) else { throw FieldError.pageToken }
      return code
    }
    let found = try await store.campaigns(program: program.id, after: last, limit: limit + 1)
    let page = ListPage(found, limit: limit) { $0.code.text }
    return ListCampaignsResponse(
      campaigns: page.elements.map { message($0, in: program) }, nextPageToken: page.nextPageToken)
  }

  func deleteCampaign(_ request: DeleteCampaignRequest, _ key: APIKeyEntry) async throws -> DeleteCampaignResponse {
    let program = try program(request.program, visibleTo: key)
    let absent = RPCError(
      .notFound, "code: there is no campaign \(quoted(request.code)) in program \(program.program.slug)")
    guard let code = try? CampaignCode(request.code) else { throw absent }
    let outcome = try await store.perform(.deleteCampaign(program: program.id, code: code), orElse: absent)
    return DeleteCampaignResponse(campaign: try message(outcome, in: program))
  }

  private func message(_ outcome: Outcome, in program: ProgramEntry) throws(RPCError) -> Wire.Campaign {
    guard case .campaign(let campaign) = outcome else { throw RPCError.mismatchedOutcome(outcome) }
    return message(campaign, in: program)
  }

  private func message(_ campaign: PartnerProgram.Campaign, in program: ProgramEntry) -> Wire.Campaign {
    Wire.Campaign(
      program: program.program.slug.text,
      code: campaign.code.text,
      landingUrl: campaign.landingURL.text,
      createdAtUs: campaign.createdAt.microseconds)
  }
}
