extension TributaryClient {
  /// Makes a campaign: a landing page that links name by `&c=`.
  ///
  /// - Throws: ``TributaryError``: `alreadyExists` when the code is taken, `invalidArgument` naming the field, `notFound`
  ///   (program), `failedPrecondition` when the plan has no partner programs.
  public func createCampaign(_ campaign: Campaign) async throws(TributaryError) -> Campaign {
    try await call(ProgramsService.createCampaign, CreateCampaignRequest(campaign: campaign), .sendOnce)
      .campaign.required("campaign")
  }

  /// Gets one page of a program's campaigns.
  public func campaigns(_ request: ListCampaignsRequest) async throws(TributaryError) -> ListCampaignsResponse {
    try await call(ProgramsService.listCampaigns, request, .idempotent)
  }

  /// All campaigns of a program in the order of their codes, page by page.
  ///
  /// - Parameters:
  ///   - program: slug of the program.
  ///   - pageSize: campaigns of a page, 1 to 1,000. 0 means 100.
  public func campaignPages(program: String, pageSize: Int32 = 0) -> Pages<ListCampaignsResponse> {
    Pages(from: "", nextToken: \.nextPageToken) { token throws(TributaryError) in
      try await self.campaigns(ListCampaignsRequest(program: program, pageSize: pageSize, pageToken: token))
    }
  }

  /// Ends a campaign: links that name it lead to the program's own landing page.
  ///
  /// The call is sent once: when it fails with `unavailable` or `deadlineExceeded`, the campaign may be ended, and asking
  /// again then answers `notFound`.
  ///
  /// - Parameters:
  ///   - code: what links name, in its own case.
  ///   - program: slug of the program.
  /// - Returns: the campaign as it was.
  /// - Throws: ``TributaryError``: `notFound`.
  public func deleteCampaign(_ code: String, program: String) async throws(TributaryError) -> Campaign {
    try await call(ProgramsService.deleteCampaign, DeleteCampaignRequest(program: program, code: code), .sendOnce)
      .campaign.required("campaign")
  }
}
