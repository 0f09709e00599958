import GRDB
import PartnerProgram

/// What a program decided and paid by when an order was recorded.
struct ProgramTerms {
  let policy: AttributionPolicy
  let commission: CommissionTerms
  let holdDays: Int32
}

/// Reads the terms of programs. Versions never change, so those that were read are kept.
final class TermsTable {
  /// Versions that are kept in memory; past it they are read again.
  private static let maximumKept = 10_000

  private struct Key: Hashable {
    let program: ProgramID
    let version: Int64
  }

  private var kept: [Key: ProgramTerms] = [:]
  private let selectTerms: HotStatement
  private let selectOverride: HotStatement

  init(_ database: Database) throws {
    selectTerms = try HotStatement(
      database,
      """
      SELECT coupon, touch, contact, window_days, contact_window_days, hold_days, sale_rate_e4, sale_flat_minor,
        lead_flat_minor, cap_minor, tier_two_rate_e4, first_orders
      FROM program_terms WHERE program_id = ?1 AND version = ?2
      """)
    selectOverride = try HotStatement(
      database,
      """
      SELECT sale_rate_e4, sale_flat_minor, lead_flat_minor FROM commission_overrides
      WHERE program_id = ?1 AND partner_id = ?2 AND sku = ?3 AND since_version <= ?4
        AND (until_version IS NULL OR until_version > ?4)
      ORDER BY since_version DESC LIMIT 1
      """)
  }

  /// A version of a program's terms.
  ///
  /// - Throws: `StoreError.io` when there is none such.
  func terms(of program: ProgramID, version: Int64) throws -> ProgramTerms {
    let key = Key(program: program, version: version)
    if let known = kept[key] { return known }
    selectTerms.bind(1, program.rawValue)
    selectTerms.bind(2, version)
    defer { selectTerms.reset() }
    guard try selectTerms.step() else { throw StoreError.io("version \(version) of a program's terms is missing") }
    let terms = ProgramTerms(
      policy: try AttributionPolicy(
        coupon: selectTerms.value(0), touch: selectTerms.value(1), contact: selectTerms.value(2),
        windowDays: selectTerms.number(3), contactWindowDays: selectTerms.number(4)),
      commission: try CommissionTerms(
        rule: Self.rule(selectTerms, from: 6), capMinor: selectTerms.integer(9),
        tierTwoRate: Rate(percentE4: selectTerms.number(10)), firstOrders: selectTerms.number(11)),
      holdDays: try selectTerms.number(5))
    if kept.count >= Self.maximumKept { kept.removeAll() }
    kept[key] = terms
    return terms
  }

  /// The rules that apply to an order of a partner.
  func rules(
    for partner: PartnerID, lines: [OrderLine], _ program: ProgramID, version: Int64, _ terms: CommissionTerms
  ) throws -> ApplicableRules {
    try ApplicableRules(partner: partner, lines: lines, terms: terms) { partner, sku in
      try override(program, version, partner, sku)
    }
  }

  private func override(
    _ program: ProgramID, _ version: Int64, _ partner: PartnerID?, _ sku: String
  ) throws -> CommissionRule? {
    selectOverride.bind(1, program.rawValue)
    selectOverride.bind(2, partner?.rawValue ?? 0)
    selectOverride.bind(3, copying: sku)
    selectOverride.bind(4, version)
    defer { selectOverride.reset() }
    return try selectOverride.step() ? Self.rule(selectOverride, from: 0) : nil
  }

  private static func rule(_ row: HotStatement, from first: Int32) throws -> CommissionRule {
    try CommissionRule(
      saleRate: Rate(percentE4: row.number(first)), saleFlatMinor: row.integer(first + 1),
      leadFlatMinor: row.integer(first + 2))
  }
}
