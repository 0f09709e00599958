import GRDB
import PartnerProgram

/// Makes and changes programs.
enum ProgramCommands {
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
        INSERT INTO programs (account_id, slug, name, currency, time_zone, window_days, hold_days, sale_rate_e4,
          sale_flat_minor, lead_flat_minor, tracking_url, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        program.account.rawValue, program.slug.text, program.name, program.currency.code, program.timeZone,
        program.windowDays, program.holdDays, program.commission.saleRate.percentE4,
        program.commission.saleFlatMinor, program.commission.leadFlatMinor, program.trackingURL,
        program.createdAt.microseconds,
      ])
    var made = program
    made.id = ProgramID(rawValue: database.lastInsertedRowID)
    return ProgramEntry(made, calendar: calendar)
  }

  static func update(_ program: Program, in database: Database, directory: Directory) throws -> ProgramEntry {
    guard let stored = try stored(program.slug, in: database), stored.account == program.account else {
      throw StoreError.notFound("program")
    }
    guard program.currency == stored.currency else { throw fixed("currency", stored.currency.code) }
    guard program.timeZone == stored.timeZone else { throw fixed("time_zone", stored.timeZone) }
    try database.execute(
      sql: """
        UPDATE programs SET name = ?, window_days = ?, hold_days = ?, sale_rate_e4 = ?, sale_flat_minor = ?,
          lead_flat_minor = ?, tracking_url = ?
        WHERE program_id = ?
        """,
      arguments: [
        program.name, program.windowDays, program.holdDays, program.commission.saleRate.percentE4,
        program.commission.saleFlatMinor, program.commission.leadFlatMinor, program.trackingURL, stored.id.rawValue,
      ])
    let changed = try Row.fetchOne(
      database, sql: "SELECT * FROM programs WHERE program_id = ?", arguments: [stored.id.rawValue])
    guard let changed, let calendar = try calendar(of: stored, directory) else {
      throw StoreError.io("the program \(stored.slug) or its time zone is gone")
    }
    return ProgramEntry(try CatalogueRows.program(changed), calendar: calendar)
  }

  /// The known calendar: the time zone never changes. A program that was made in the same batch is not known yet.
  private static func calendar(of program: Program, _ directory: Directory) throws -> ProgramCalendar? {
    directory.program(id: program.id)?.calendar ?? TimeZoneCalendar.calendar(of: program.timeZone)
  }

  private static func fixed(_ field: String, _ value: String) -> StoreError {
    .invalid(FieldError(field: field, message: "is \(value) for ever and cannot be changed"))
  }

  private static func stored(_ slug: Slug, in database: Database) throws -> Program? {
    try Row.fetchOne(database, sql: "SELECT * FROM programs WHERE slug = ?", arguments: [slug.text])
      .map(CatalogueRows.program)
  }
}
