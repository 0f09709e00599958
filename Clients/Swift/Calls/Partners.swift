extension TributaryClient {
  /// Makes a partner.
  ///
  /// - Returns: the partner with every default filled in.
  /// - Throws: ``TributaryError``: `alreadyExists` when the code is taken, `invalidArgument` naming the field,
  ///   `notFound` (program).
  public func createPartner(_ partner: Partner) async throws(TributaryError) -> Partner {
    try await call(ProgramsService.createPartner, CreatePartnerRequest(partner: partner), .sendOnce)
      .partner.required("partner")
  }

  /// Writes every field of the partner with this program and code.
  ///
  /// - Throws: ``TributaryError``: `notFound`, `invalidArgument` naming the field.
  public func updatePartner(_ partner: Partner) async throws(TributaryError) -> Partner {
    try await call(ProgramsService.updatePartner, UpdatePartnerRequest(partner: partner), .idempotent)
      .partner.required("partner")
  }

  /// Gets a partner.
  ///
  /// - Throws: ``TributaryError``: `notFound`.
  public func partner(_ code: String, program: String) async throws(TributaryError) -> Partner {
    try await call(
      ProgramsService.getPartner, GetPartnerRequest(program: program, partner: code), .idempotent
    ).partner.required("partner")
  }

  /// Gets one page of a program's partners.
  public func partners(_ request: ListPartnersRequest) async throws(TributaryError) -> ListPartnersResponse {
    try await call(ProgramsService.listPartners, request, .idempotent)
  }

  /// All partners of a program in the order of their codes, page by page.
  ///
  /// - Parameters:
  ///   - program: slug of the program.
  ///   - pageSize: partners of a page, 1 to 1,000. 0 means 100.
  public func partnerPages(program: String, pageSize: Int32 = 0) -> Pages<ListPartnersResponse> {
    Pages(from: "", nextToken: \.nextPageToken) { token throws(TributaryError) in
      try await self.partners(ListPartnersRequest(program: program, pageSize: pageSize, pageToken: token))
    }
  }
}
