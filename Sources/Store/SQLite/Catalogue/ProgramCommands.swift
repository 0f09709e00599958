import Foundation
import GRDB
import PartnerProgram

/// Makes and changes programs.
enum ProgramCommands {
  /// Programs with their terms.
  static let selection = """
    SELECT * FROM programs JOIN program_terms
      ON program_terms.program_id = programs.program_id AND version = terms_version
    """

  /// - Returns: the program with the calendar of its time zone.
  static func create(_ program: Program, in database: Database) throws -> ProgramEntry {
    guard let calendar = TimeZoneCalendar.calendar(of: program.timeZone) else {
      throw StoreError.invalid(
        FieldError(field: "time_zone", message: "must be an IANA time zone such as Europe/Berlin"))
    }
    let hasAccount =
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM accounts WHERE account_id = ?)",
        arguments: [program.account.rawValue]) ?? false
    guard hasAccount else { throw StoreError.notFound("account") }
    if try stored(program.slug, in: database) != nil {
      throw StoreError.alreadyExists(field: "slug", message: "there is a program \(program.slug) already")
    }
    try database.execute(
      sql: """
        INSERT INTO programs (account_id, slug, name, currency, time_zone, tracking_url, created_at, terms_version,
          click_retention_days, address_storage, landing_url, thank_you_url, allowed_hosts, form_fields, form_secret)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, randomblob(?))
        """,
      arguments: [
        program.account.rawValue, program.slug.text, program.name, program.currency.code, program.timeZone,
        program.trackingURL, program.createdAt.microseconds, firstVersion, program.clickRetentionDays,
        program.addressStorage.rawValue, program.landingURL?.text ?? "", program.thankYouURL?.text ?? "",
        joined(program.allowedHosts.map(\.text)), joined(program.formFields.map(\.text)),
        ProgramEntry.formSecretLength,
      ])
    var made = program
    made.id = ProgramID(rawValue: database.lastInsertedRowID)
    try insertTerms(of: made, version: firstVersion, in: database)
    _ = try PixelKeyCommands.rotate(made.id, at: made.createdAt, in: database)
    return try entry(of: made.id, calendar: calendar, in: database)
  }

  static func update(_ program: Program, in database: Database, directory: Directory) throws -> ProgramEntry {
    guard let stored = try stored(program.slug, in: database), stored.program.account == program.account else {
      throw StoreError.notFound("program")
    }
    let before = stored.program
    guard program.currency == before.currency else { throw fixed("currency", before.currency.code) }
    guard program.timeZone == before.timeZone else { throw fixed("time_zone", before.timeZone) }
    let termsChange =
      program.attribution != before.attribution || program.commission != before.commission
      || program.holdDays != before.holdDays
    let version = stored.termsVersion + (termsChange ? 1 : 0)
    if termsChange {
      var changed = program
      changed.id = before.id
      try insertTerms(of: changed, version: version, in: database)
    }
    try database.execute(
      sql: """
        UPDATE programs SET name = ?, tracking_url = ?, terms_version = ?, click_retention_days = ?,
          address_storage = ?, landing_url = ?, thank_you_url = ?, allowed_hosts = ?, form_fields = ?
        WHERE program_id = ?
        """,
      arguments: [
        program.name, program.trackingURL, version, program.clickRetentionDays, program.addressStorage.rawValue,
        program.landingURL?.text ?? "", program.thankYouURL?.text ?? "", joined(program.allowedHosts.map(\.text)),
        joined(program.formFields.map(\.text)), before.id.rawValue,
      ])
    return try entry(of: before.id, in: database, directory: directory)
  }

  /// Makes the next version of a program's terms with the same content, for a change of what lies beside them.
  ///
  /// - Returns: its number.
  static func beginVersion(of program: ProgramID, in database: Database) throws -> Int64 {
    guard let row = try row(of: program, in: database) else { throw StoreError.notFound("program") }
    let version: Int64 = row["terms_version"] + 1
    try insertTerms(of: try CatalogueRows.program(row), version: version, in: database)
    try database.execute(
      sql: "UPDATE programs SET terms_version = ? WHERE program_id = ?", arguments: [version, program.rawValue])
    return version
  }

  /// A program as it is stored, for the directory.
  static func entry(of program: ProgramID, in database: Database, directory: Directory) throws -> ProgramEntry {
    // The known calendar: the time zone never changes. A program that was made in the same batch is not known yet.
    try entry(of: program, calendar: directory.program(id: program)?.calendar, in: database)
  }

  private static func entry(
    of program: ProgramID, calendar: ProgramCalendar?, in database: Database
  ) throws -> ProgramEntry {
    guard let row = try row(of: program, in: database) else { throw StoreError.notFound("program") }
    let stored = try CatalogueRows.program(row)
    guard let calendar = calendar ?? TimeZoneCalendar.calendar(of: stored.timeZone)
    else { throw StoreError.io("the time zone \(stored.timeZone) of \(stored.slug) is gone") }
    return try entry(stored, row, calendar: calendar, in: database)
  }

  /// A program as it is stored, for the directory.
  ///
  /// - Parameter row: its row of ``selection``.
  static func entry(
    _ program: Program, _ row: Row, calendar: ProgramCalendar, in database: Database
  ) throws -> ProgramEntry {
    ProgramEntry(
      program, calendar: calendar, termsVersion: row["terms_version"],
      pixelKeys: try PixelKeyCommands.keys(of: program.id, in: database),
      formSecret: Array(row["form_secret"] as Data))
  }

  /// A list as it is stored.
  private static func joined(_ list: [String]) -> String { list.joined(separator: " ") }

  private static let firstVersion: Int64 = 1

  private static func insertTerms(of program: Program, version: Int64, in database: Database) throws {
    let policy = program.attribution
    let commission = program.commission
    try database.execute(
      sql: """
        INSERT INTO program_terms (program_id, version, coupon, touch, contact, window_days, contact_window_days,
          hold_days, sale_rate_e4, sale_flat_minor, lead_flat_minor, cap_minor, tier_two_rate_e4, first_orders)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        program.id.rawValue, version, policy.coupon.rawValue, policy.touch.rawValue, policy.contact.rawValue,
        policy.windowDays, policy.contactWindowDays, program.holdDays, commission.rule.saleRate.percentE4,
        commission.rule.saleFlatMinor, commission.rule.leadFlatMinor, commission.capMinor,
        commission.tierTwoRate.percentE4, commission.firstOrders,
      ])
  }

  private static func fixed(_ field: String, _ value: String) -> StoreError {
    .invalid(FieldError(field: field, message: "is \(value) for ever and cannot be changed"))
  }

  private static func row(of program: ProgramID, in database: Database) throws -> Row? {
    try Row.fetchOne(
      database, sql: "\(selection) WHERE programs.program_id = ?", arguments: [program.rawValue])
  }

  private static func stored(_ slug: Slug, in database: Database) throws -> (program: Program, termsVersion: Int64)? {
    try Row.fetchOne(database, sql: "\(selection) WHERE slug = ?", arguments: [slug.text])
      .map { (try CatalogueRows.program($0), $0["terms_version"]) }
  }
}
