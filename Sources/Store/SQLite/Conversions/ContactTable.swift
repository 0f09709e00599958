import GRDB
import PartnerProgram

/// Reads and writes contacts: who a name belongs to, who referred them, and which conversions name them.
final class ContactTable {
  private let selectName: HotStatement
  private let insertName: HotStatement
  private let selectContact: HotStatement
  private let insertContact: HotStatement
  private let updateReferrers: HotStatement
  private let countOrder: HotStatement
  private let uncountOrder: HotStatement
  private let insertConversion: HotStatement
  private let selectLatest: HotStatement
  private let database: Database

  init(_ database: Database) throws {
    self.database = database
    selectName = try HotStatement(
      database, "SELECT contact_id FROM contact_names WHERE program_id = ?1 AND kind = ?2 AND value = ?3")
    insertName = try HotStatement(
      database, "INSERT INTO contact_names (program_id, kind, value, contact_id) VALUES (?1, ?2, ?3, ?4)")
    selectContact = try HotStatement(
      database,
      """
      SELECT first_partner_id, first_sub_id, first_landing_page, first_bound_at, first_conversion_id,
        last_partner_id, last_sub_id, last_landing_page, last_bound_at, last_conversion_id, order_count
      FROM contacts WHERE contact_id = ?1
      """)
    insertContact = try HotStatement(database, "INSERT INTO contacts (program_id) VALUES (?1)")
    updateReferrers = try HotStatement(
      database,
      """
      UPDATE contacts SET first_partner_id = ?2, first_sub_id = ?3, first_landing_page = ?4, first_bound_at = ?5,
        first_conversion_id = ?6, last_partner_id = ?7, last_sub_id = ?8, last_landing_page = ?9, last_bound_at = ?10,
        last_conversion_id = ?11
      WHERE contact_id = ?1
      """)
    countOrder = try HotStatement(
      database, "UPDATE contacts SET order_count = order_count + 1 WHERE contact_id = ?1 RETURNING order_count")
    uncountOrder = try HotStatement(
      database, "UPDATE contacts SET order_count = order_count - 1 WHERE contact_id = ?1")
    insertConversion = try HotStatement(
      database, "INSERT OR IGNORE INTO contact_conversions (contact_id, conversion_id) VALUES (?1, ?2)")
    selectLatest = try HotStatement(
      database,
      """
      SELECT partner_id, sub_id, landing_page, occurred_at, conversion_id
      FROM contact_conversions JOIN conversions USING (conversion_id)
      WHERE contact_conversions.contact_id = ?1 AND conversions.contact_id = ?1 AND kind IN (1, 2)
        AND partner_id IS NOT NULL AND NOT is_test AND rule NOT IN (?2, ?3)
      ORDER BY occurred_at DESC, conversion_id DESC LIMIT 1
      """)
  }

  /// The contact that a name belongs to, or nil.
  func contact(named name: ContactName, in program: ProgramID) throws -> ContactID? {
    selectName.bind(1, program.rawValue)
    selectName.bind(2, Int64(name.kind.rawValue))
    selectName.bind(3, copying: name.value)
    defer { selectName.reset() }
    return try selectName.step() ? selectName.rowID(0) : nil
  }

  /// Makes a contact without names.
  func make(in program: ProgramID) throws -> ContactID {
    insertContact.bind(1, program.rawValue)
    try insertContact.run()
    return ContactID(rawValue: database.lastInsertedRowID)
  }

  /// Gives a contact a name that nobody has.
  func add(_ name: ContactName, to contact: ContactID, in program: ProgramID) throws {
    insertName.bind(1, program.rawValue)
    insertName.bind(2, Int64(name.kind.rawValue))
    insertName.bind(3, copying: name.value)
    insertName.bind(4, contact.rawValue)
    try insertName.run()
  }

  /// Notes that a conversion names a contact. Noting it again changes nothing.
  func note(_ conversion: ConversionID, names contact: ContactID) throws {
    insertConversion.bind(1, contact.rawValue)
    insertConversion.bind(2, copying: conversion)
    try insertConversion.run()
  }

  /// Counts an order of a contact, and tells which one it is, from 1.
  func countOrder(of contact: ContactID) throws -> Int64 {
    countOrder.bind(1, contact.rawValue)
    defer { countOrder.reset() }
    guard try countOrder.step() else { throw StoreError.io("the contact \(contact) is missing in the database") }
    let number = countOrder.integer(0)
    // The statement writes when it is stepped to its end.
    _ = try countOrder.step()
    return number
  }

  /// Takes back that an order was counted. The numbers of the contact's later orders stay.
  func uncountOrder(of contact: ContactID) throws {
    uncountOrder.bind(1, contact.rawValue)
    try uncountOrder.run()
  }

  /// Who referred a contact.
  func referrers(of contact: ContactID) throws -> ContactReferrers {
    selectContact.bind(1, contact.rawValue)
    defer { selectContact.reset() }
    guard try selectContact.step() else { throw StoreError.io("the contact \(contact) is missing in the database") }
    return ContactReferrers(
      first: try Self.referrer(selectContact, from: 0), last: try Self.referrer(selectContact, from: 5))
  }

  /// How many orders a contact placed.
  func orderCount(of contact: ContactID) throws -> Int64 {
    selectContact.bind(1, contact.rawValue)
    defer { selectContact.reset() }
    return try selectContact.step() ? selectContact.integer(10) : 0
  }

  /// The referrer that the contact's latest attributed lead or order binds.
  func latestReferrer(of contact: ContactID) throws -> Referrer? {
    selectLatest.bind(1, contact.rawValue)
    selectLatest.bind(2, Int64(AttributionRule.contactFirstReferrer.rawValue))
    selectLatest.bind(3, Int64(AttributionRule.contactLastReferrer.rawValue))
    defer { selectLatest.reset() }
    return try selectLatest.step() ? Self.referrer(selectLatest, from: 0) : nil
  }

  /// Writes who referred a contact.
  func set(_ referrers: ContactReferrers, of contact: ContactID) throws {
    updateReferrers.bind(1, contact.rawValue)
    bind(referrers.first, from: 2)
    bind(referrers.last, from: 7)
    try updateReferrers.run()
  }

  private func bind(_ referrer: Referrer?, from first: Int32) {
    updateReferrers.bind(first, referrer?.partner)
    updateReferrers.bind(first + 1, copying: referrer?.subID?.bytes ?? [])
    updateReferrers.bind(first + 2, copying: referrer?.landingPage?.bytes ?? [])
    if let referrer {
      updateReferrers.bind(first + 3, referrer.boundAt.microseconds)
    } else {
      updateReferrers.bindNull(first + 3)
    }
    updateReferrers.bind(first + 4, copying: referrer?.source)
  }

  private static func referrer(_ row: HotStatement, from first: Int32) throws -> Referrer? {
    guard let partner: PartnerID = row.rowID(first), let source: ConversionID = try row.id(first + 4) else {
      return nil
    }
    return Referrer(
      partner: partner, subID: row.subID(first + 1), landingPage: row.landingPage(first + 2),
      boundAt: row.timestamp(first + 3), source: source)
  }
}
