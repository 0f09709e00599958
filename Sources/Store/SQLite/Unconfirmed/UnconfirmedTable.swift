import GRDB
import PartnerProgram

/// Reads and writes the claims of unsigned pixels.
final class UnconfirmedTable {
  private let insertClaim: HotStatement
  private let selectOfOrder: HotStatement
  private let selectClaim: HotStatement
  private let selectPage: HotStatement
  private let deleteClaim: HotStatement
  private let insertConfirmed: HotStatement
  private let selectConfirmed: HotStatement
  private let details: UnconfirmedDetails
  /// Whether there may be any, so that a server without unsigned pixels does not look.
  private var mayExist: Bool

  init(_ database: Database) throws {
    let columns = """
      program_id, unconfirmed_id, kind, order_id, currency, tax_minor, shipping_minor, discount_minor, customer_email,
      customer_external_id, occurred_at, received_at, day, partner_id, sub_id, landing_page
      """
    insertClaim = try HotStatement(
      database,
      """
      INSERT INTO unconfirmed_conversions (\(columns))
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
      """)
    // Left to itself, SQLite looks through all claims of the program, however many a forger has sent.
    selectOfOrder = try HotStatement(
      database,
      """
      SELECT \(columns) FROM unconfirmed_conversions INDEXED BY unconfirmed_conversions_of_order
      WHERE program_id = ?1 AND kind = ?2 AND order_id = ?3 ORDER BY unconfirmed_id
      """)
    let select = "SELECT \(columns) FROM unconfirmed_conversions WHERE program_id = ?1"
    selectClaim = try HotStatement(database, "\(select) AND unconfirmed_id = ?2")
    // An id is less than this blob, which is longer than any.
    let beyondAll = "x'\(String(repeating: "ff", count: UUIDBytes.byteCount + 1))'"
    selectPage = try HotStatement(
      database,
      "\(select) AND unconfirmed_id < coalesce(?2, \(beyondAll)) ORDER BY unconfirmed_id DESC LIMIT ?3")
    deleteClaim = try HotStatement(
      database, "DELETE FROM unconfirmed_conversions WHERE program_id = ?1 AND unconfirmed_id = ?2")
    insertConfirmed = try HotStatement(
      database, "INSERT INTO confirmed_conversions (program_id, unconfirmed_id, conversion_id) VALUES (?1, ?2, ?3)")
    selectConfirmed = try HotStatement(
      database, "SELECT conversion_id FROM confirmed_conversions WHERE program_id = ?1 AND unconfirmed_id = ?2")
    details = try UnconfirmedDetails(database)
    mayExist = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM unconfirmed_conversions)") ?? true
  }

  // MARK: - Reading

  /// The claims of an order that wait, in the order in which they came.
  func claims(of command: ConversionCommand) throws -> [UnconfirmedClaim] {
    guard mayExist else { return [] }
    selectOfOrder.bind(1, command.program.rawValue)
    selectOfOrder.bind(2, Int64(command.kind.rawValue))
    selectOfOrder.bind(3, copying: command.orderID.bytes)
    return try all(selectOfOrder)
  }

  /// A claim that waits, or nil.
  func claim(_ id: ConversionID, of program: ProgramID) throws -> UnconfirmedClaim? {
    selectClaim.bind(1, program.rawValue)
    selectClaim.bind(2, copying: id)
    return try all(selectClaim).first
  }

  /// Claims of a program, newest first.
  func claims(of program: ProgramID, before id: ConversionID?, limit: Int) throws -> [UnconfirmedClaim] {
    selectPage.bind(1, program.rawValue)
    selectPage.bind(2, copying: id)
    selectPage.bind(3, Int64(limit))
    return try all(selectPage)
  }

  /// What a claim became that waits no more; nil when there was none.
  func conversion(madeOf id: ConversionID, of program: ProgramID) throws -> ConversionID? {
    selectConfirmed.bind(1, program.rawValue)
    selectConfirmed.bind(2, copying: id)
    defer { selectConfirmed.reset() }
    return try selectConfirmed.step() ? selectConfirmed.id(0) : nil
  }

  private func all(_ statement: HotStatement) throws -> [UnconfirmedClaim] {
    defer { statement.reset() }
    var claims: [UnconfirmedClaim] = []
    while try statement.step() { claims.append(try claim(statement)) }
    return claims
  }

  private func claim(_ row: HotStatement) throws -> UnconfirmedClaim {
    guard let id: ConversionID = try row.id(1) else { throw StoreError.io("an unconfirmed conversion has no id") }
    let kind: ConversionKind = try row.value(2)
    let currency = try row.currency(4)
    let (email, externalID) = (row.text(8), row.text(9))
    let amounts = try OrderAmounts(
      lines: details.lines(of: id), taxMinor: row.integer(5), shippingMinor: row.integer(6),
      discountMinor: row.integer(7), currency: currency)
    let partner: PartnerID? = row.rowID(13)
    return UnconfirmedClaim(
      command: ConversionCommand(
        conversionID: id, program: ProgramID(rawValue: row.integer(0)), kind: kind,
        orderID: OrderID(checked: Array(row.bytes(3))), amounts: kind == .lead ? nil : amounts, customerEmail: email,
        customerExternalID: externalID, evidence: try details.evidence(of: id), occurredAt: row.timestamp(10),
        receivedAt: row.timestamp(11)),
      day: row.day(12), currency: currency,
      credit: partner.map {
        Winner(partner: $0, subID: row.subID(14), click: nil, landingPage: row.landingPage(15))
      })
  }

  // MARK: - Writing

  /// Keeps a claim.
  func insert(_ claim: UnconfirmedClaim) throws {
    let command = claim.command
    insertClaim.bind(1, command.program.rawValue)
    insertClaim.bind(2, copying: claim.id)
    insertClaim.bind(3, Int64(command.kind.rawValue))
    insertClaim.bind(4, copying: command.orderID.bytes)
    insertClaim.bind(5, copying: claim.currency.code)
    insertClaim.bind(6, command.amounts?.taxMinor ?? 0)
    insertClaim.bind(7, command.amounts?.shippingMinor ?? 0)
    insertClaim.bind(8, command.amounts?.discountMinor ?? 0)
    insertClaim.bind(9, copying: command.customerEmail)
    insertClaim.bind(10, copying: command.customerExternalID)
    insertClaim.bind(11, command.occurredAt.microseconds)
    insertClaim.bind(12, command.receivedAt.microseconds)
    insertClaim.bind(13, Int64(claim.day.daysSince1970))
    insertClaim.bind(14, claim.credit?.partner)
    insertClaim.bind(15, copying: claim.credit?.subID?.bytes ?? [])
    insertClaim.bind(16, copying: claim.credit?.landingPage?.bytes ?? [])
    try insertClaim.run()
    try details.insert(command)
    mayExist = true
  }

  /// Forgets a claim, but for the conversion that it became part of, and for its evidence as long as nobody confirmed it.
  func settle(_ claim: UnconfirmedClaim, as conversion: ConversionID, isConfirmed: Bool) throws {
    deleteClaim.bind(1, claim.command.program.rawValue)
    deleteClaim.bind(2, copying: claim.id)
    try deleteClaim.run()
    try details.deleteLines(of: claim.id)
    if isConfirmed { try details.deleteEvidence(of: claim.id) }
    insertConfirmed.bind(1, claim.command.program.rawValue)
    insertConfirmed.bind(2, copying: claim.id)
    insertConfirmed.bind(3, copying: conversion)
    try insertConfirmed.run()
  }

  /// The evidence of a claim that has become part of an order by itself, which is forgotten then; nothing when the claim was
  /// confirmed.
  func takeEvidence(ofJoined id: ConversionID) throws -> [EvidenceSubmission] {
    let evidence = try details.evidence(of: id)
    if !evidence.isEmpty { try details.deleteEvidence(of: id) }
    return evidence
  }
}
