import GRDB
import PartnerProgram

/// Makes and ends coupons.
enum CouponCommands {
  static func create(_ coupon: Coupon, in database: Database) throws -> Coupon {
    if try stored(coupon.code, of: coupon.program, in: database) != nil {
      throw StoreError.alreadyExists(field: "code", message: "the program has a coupon \(coupon.code) already")
    }
    try database.execute(
      sql: "INSERT INTO coupons (program_id, code, partner_id, created_at) VALUES (?, ?, ?, ?)",
      arguments: [
        coupon.program.rawValue, coupon.code.text, coupon.partner.rawValue, coupon.createdAt.microseconds,
      ])
    return coupon
  }

  static func delete(_ code: CouponCode, of program: ProgramID, in database: Database) throws -> Coupon {
    guard let coupon = try stored(code, of: program, in: database) else { throw StoreError.notFound("coupon") }
    try database.execute(
      sql: "DELETE FROM coupons WHERE program_id = ? AND code = ?", arguments: [program.rawValue, code.text])
    return coupon
  }

  private static func stored(_ code: CouponCode, of program: ProgramID, in database: Database) throws -> Coupon? {
    try Row.fetchOne(
      database, sql: "SELECT * FROM coupons WHERE program_id = ? AND code = ?",
      arguments: [program.rawValue, code.text]
    )
    .map(CatalogueRows.coupon)
  }
}
