import GRDB
import PartnerProgram

/// Keeps the candidates of receipts, so that a repeat of an order gets the very same receipt.
final class ReceiptTable {
  private let select: HotStatement
  private let insert: HotStatement

  init(_ database: Database) throws {
    select = try HotStatement(
      database,
      """
      SELECT evidence, value, click_id, partner_id, sub_id, touched_at, disposition, is_partner_active, verdict
      FROM receipt_candidates WHERE conversion_id = ?1 ORDER BY position
      """)
    insert = try HotStatement(
      database,
      """
      INSERT INTO receipt_candidates (conversion_id, position, evidence, value, click_id, partner_id, sub_id,
        touched_at, disposition, is_partner_active, verdict)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
      """)
  }

  /// Writes the candidates of a conversion's receipt.
  func insert(_ candidates: [Candidate], of conversion: ConversionID) throws {
    for (position, candidate) in candidates.enumerated() {
      insert.bind(1, copying: conversion)
      insert.bind(2, Int64(position))
      insert.bind(3, Int64(candidate.evidence.kind.rawValue))
      insert.bind(4, copying: candidate.evidence.value)
      insert.bind(5, copying: candidate.touch?.click)
      insert.bind(6, candidate.touch?.partner)
      insert.bind(7, copying: candidate.touch?.subID?.bytes ?? [])
      if let touch = candidate.touch {
        insert.bind(8, touch.occurredAt.microseconds)
        insert.bind(9, Int64(touch.disposition.rawValue))
        insert.bind(10, touch.isPartnerActive ? 1 : 0)
      } else {
        insert.bindNull(8)
        insert.bindNull(9)
        insert.bindNull(10)
      }
      insert.bind(11, Int64(candidate.verdict.rawValue))
      try insert.run()
    }
  }

  /// The candidates of a conversion's receipt, in their order.
  func candidates(of conversion: ConversionID) throws -> [Candidate] {
    select.bind(1, copying: conversion)
    defer { select.reset() }
    var candidates: [Candidate] = []
    while try select.step() {
      var touch: Touch?
      if let click: ClickID = try select.id(2) {
        touch = Touch(
          click: click, partner: PartnerID(rawValue: select.integer(3)), subID: select.subID(4),
          occurredAt: select.timestamp(5), disposition: try select.value(6), isPartnerActive: select.integer(7) != 0)
      }
      candidates.append(
        Candidate(
          evidence: EvidenceItem(kind: try select.value(0), value: select.text(1)), touch: touch,
          verdict: try select.value(8)))
    }
    return candidates
  }
}
