import GRDB
import PartnerProgram

/// A candidate of a receipt with the click or visitor that its evidence names, whether or not that is known yet.
struct StoredCandidate: Equatable {
  let candidate: Candidate
  let claimedID: UUIDBytes?
  /// Who claims it; nil when the merchant vouches for it.
  var claimant: Claimant?
}

/// Keeps the candidates of receipts: a repeat of an order gets the same receipt, and when more is known of it, what was
/// found before is not looked up again.
final class ReceiptTable {
  private let select: HotStatement
  private let insert: HotStatement
  private let delete: HotStatement

  init(_ database: Database) throws {
    select = try HotStatement(
      database,
      """
      SELECT evidence, value, partner_id, click_id, sub_id, touched_at, disposition, is_partner_active, verdict,
        landing_page, claimed_id, claimant
      FROM receipt_candidates WHERE conversion_id = ?1 ORDER BY position
      """)
    insert = try HotStatement(
      database,
      """
      INSERT INTO receipt_candidates (conversion_id, position, evidence, value, partner_id, click_id, sub_id, touched_at,
        disposition, is_partner_active, verdict, landing_page, claimed_id, claimant)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
      """)
    delete = try HotStatement(database, "DELETE FROM receipt_candidates WHERE conversion_id = ?1")
  }

  /// Writes the candidates of a conversion's receipt in the place of those that it had.
  func replace(_ candidates: [StoredCandidate], of conversion: ConversionID, isNew: Bool) throws {
    if !isNew {
      delete.bind(1, copying: conversion)
      try delete.run()
    }
    for (position, stored) in candidates.enumerated() {
      let candidate = stored.candidate
      let referral = candidate.referral
      insert.bind(1, copying: conversion)
      insert.bind(2, Int64(position))
      insert.bind(3, Int64(candidate.evidence.kind.rawValue))
      insert.bind(4, copying: candidate.evidence.value)
      insert.bind(5, referral?.partner)
      insert.bind(6, copying: referral?.click)
      insert.bind(7, copying: referral?.subID?.bytes ?? [])
      if let occurredAt = referral?.occurredAt { insert.bind(8, occurredAt.microseconds) } else { insert.bindNull(8) }
      if let referral {
        insert.bind(9, Int64(referral.disposition.rawValue))
        insert.bind(10, referral.isPartnerActive ? 1 : 0)
      } else {
        insert.bindNull(9)
        insert.bindNull(10)
      }
      insert.bind(11, Int64(candidate.verdict.rawValue))
      insert.bind(12, copying: referral?.landingPage?.bytes ?? [])
      insert.bind(13, copying: stored.claimedID.map(ClickID.init(rawValue:)))
      if let claimant = stored.claimant { insert.bind(14, copying: claimant.address) } else { insert.bindNull(14) }
      try insert.run()
    }
  }

  /// The candidates of a conversion's receipt, in their order.
  func candidates(of conversion: ConversionID) throws -> [StoredCandidate] {
    select.bind(1, copying: conversion)
    defer { select.reset() }
    var candidates: [StoredCandidate] = []
    while try select.step() {
      let claimed: ClickID? = try select.id(10)
      let claimant = select.isNull(11) ? nil : Claimant(address: select.text(11))
      candidates.append(
        StoredCandidate(
          candidate: Candidate(
            evidence: EvidenceItem(kind: try select.value(0), value: select.text(1)), referral: try referral(),
            verdict: try select.value(8), isTrusted: claimant == nil),
          claimedID: claimed?.rawValue, claimant: claimant))
    }
    return candidates
  }

  private func referral() throws -> Referral? {
    guard let partner: PartnerID = select.rowID(2) else { return nil }
    return Referral(
      partner: partner, subID: select.subID(4), click: try select.id(3),
      occurredAt: select.isNull(5) ? nil : select.timestamp(5), landingPage: select.landingPage(9),
      disposition: try select.value(6), isPartnerActive: select.integer(7) != 0)
  }
}
