public import PartnerProgram

/// Reading what orders and partners came to.
extension SQLiteStore {
  /// A recorded conversion as it stands. See `Store`.
  public func conversion(
    program: ProgramID, kind: ConversionKind, order: OrderID, refund: RefundID?
  ) async throws(StoreError) -> RecordedConversion? {
    let calendar = directory.program(id: program)?.calendar ?? .utc
    return try await read {
      try ConversionReader($0, calendar: calendar)
        .conversion(program: program, kind: kind, order: order, refund: refund)
    }
  }

  /// The contact that a name belongs to. See `Store`.
  public func contact(program: ProgramID, name: ContactName) async throws(StoreError) -> Contact? {
    try await read { try ContactReader.contact($0, program: program, name: name) }
  }

  /// What is owed. See `Store`.
  public func balances(
    program: ProgramID, partner: PartnerID?, today: Day, after position: (partner: String, currency: String)?,
    limit: Int
  ) async throws(StoreError) -> [Balance] {
    let limit = try checked(limit)
    return try await read {
      try BalanceReader.balances(
        $0, program: program, partner: partner, today: today, after: position, limit: limit)
    }
  }

  /// Payouts, newest first. See `Store`.
  public func payouts(
    program: ProgramID, after id: EntryName?, limit: Int
  ) async throws(StoreError) -> [Payout] {
    let limit = try checked(limit)
    return try await read { try PayoutReader.payouts($0, program: program, after: id, limit: limit) }
  }

  /// Lines of a payout. See `Store`.
  public func payoutLines(
    program: ProgramID, payout: EntryName, after position: (partner: String, currency: String)?, limit: Int
  ) async throws(StoreError) -> [PayoutLine]? {
    let limit = try checked(limit)
    return try await read {
      try PayoutReader.lines($0, program: program, payout: payout, after: position, limit: limit)
    }
  }
}
