import TributaryClient

/// The merchant whose program the workload is about.
enum Merchant {
  static let account = "crash"
  static let program = "mugs"
  static let currency = "USD"
  /// Of a sale's base, in 1/10,000 of a percent.
  static let saleRateE4: Int32 = 75_000
  /// Of the partner's commission, in 1/10,000 of a percent.
  static let tierTwoRateE4: Int32 = 100_000
  static let leadFlatMinor: Int64 = 150
  static let windowDays: Int32 = 60

  static let partners = ["anna", "ben", "cleo", "dan", "eve", "finn"]
  /// The partner that brought in one of the others.
  static let parents = ["cleo": "anna", "dan": "ben"]
  /// Whose use of a coupon refers to.
  static let coupons = ["SAVE10": "anna", "VIP": "dan"]

  /// Makes the account, the program and all that belongs to it.
  static func open(_ client: TributaryClient) async throws {
    _ = try await client.createAccount(Account(slug: account, plan: .pro))
    _ = try await client.createProgram(
      Program(
        slug: program, account: account, currency: currency, windowDays: windowDays,
        commission: CommissionRule(
          saleRateE4: saleRateE4, leadFlatMinor: leadFlatMinor, tierTwoRateE4: tierTwoRateE4)))
    for code in partners {
      _ = try await client.createPartner(Partner(program: program, code: code, parent: parents[code] ?? ""))
    }
    for (code, partner) in coupons {
      _ = try await client.createCoupon(Coupon(program: program, partner: partner, code: code))
    }
  }
}
