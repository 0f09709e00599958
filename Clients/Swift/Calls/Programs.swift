extension TributaryClient {
  /// Makes a program.
  ///
  /// - Returns: the program with every default filled in.
  /// - Throws: ``TributaryError``: `alreadyExists` when the slug is taken, `invalidArgument` naming the field,
  ///   `notFound` (account).
  public func createProgram(_ program: Program) async throws(TributaryError) -> Program {
    try await call(ProgramsService.createProgram, CreateProgramRequest(program: program), .sendOnce)
      .program.required("program")
  }

  /// Writes every field of the program with this slug but its currency and time zone, which are for ever.
  ///
  /// - Throws: ``TributaryError``: `notFound`, `invalidArgument` naming the field.
  public func updateProgram(_ program: Program) async throws(TributaryError) -> Program {
    try await call(ProgramsService.updateProgram, UpdateProgramRequest(program: program), .idempotent)
      .program.required("program")
  }

  /// Gets a program.
  ///
  /// - Throws: ``TributaryError``: `notFound`.
  public func program(_ slug: String) async throws(TributaryError) -> Program {
    try await call(ProgramsService.getProgram, GetProgramRequest(program: slug), .idempotent)
      .program.required("program")
  }

  /// Gets one page of the programs.
  public func programs(_ request: ListProgramsRequest) async throws(TributaryError) -> ListProgramsResponse {
    try await call(ProgramsService.listPrograms, request, .idempotent)
  }

  /// All programs in the order of their slugs, page by page.
  ///
  /// - Parameters:
  ///   - account: whose. Empty means the key's account, and with the server's admin key all.
  ///   - pageSize: programs of a page, 1 to 1,000. 0 means 100.
  public func programPages(account: String = "", pageSize: Int32 = 0) -> Pages<ListProgramsResponse> {
    Pages(from: "", nextToken: \.nextPageToken) { token throws(TributaryError) in
      try await self.programs(ListProgramsRequest(account: account, pageSize: pageSize, pageToken: token))
    }
  }
}
