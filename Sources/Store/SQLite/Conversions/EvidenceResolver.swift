import GRDB
import PartnerProgram

/// Finds the clicks that the evidence of a conversion leads to.
final class EvidenceResolver {
  private let directory: Directory
  private let selectClick: HotStatement
  private let selectTouches: HotStatement
  private let selectTouchAfter: HotStatement

  init(_ database: Database, directory: Directory) throws {
    self.directory = directory
    selectClick = try HotStatement(
      database,
      """
      SELECT click_id, partner_id, sub_id, occurred_at, disposition FROM clicks
      WHERE program_id = ?1 AND click_id = ?2
      """)
    selectTouches = try HotStatement(
      database,
      """
      SELECT click_id, partner_id, sub_id, occurred_at, disposition FROM touches
      WHERE program_id = ?1 AND visitor_id = ?2 AND occurred_at BETWEEN ?3 AND ?4
      ORDER BY occurred_at DESC, click_id DESC LIMIT ?5
      """)
    selectTouchAfter = try HotStatement(
      database,
      """
      SELECT click_id, partner_id, sub_id, occurred_at, disposition FROM touches
      WHERE program_id = ?1 AND visitor_id = ?2 AND occurred_at > ?3
      ORDER BY occurred_at, click_id LIMIT 1
      """)
  }

  /// Evidence with what was found for it, in the order in which it was brought. A visitor gives one finding for each
  /// of its latest clicks in the window, the latest first.
  func resolve(_ conversion: ConversionCommand, in program: Program) throws -> [ResolvedEvidence] {
    try conversion.evidence.flatMap { evidence in
      try findings(evidence.claim, conversion, program).map { ResolvedEvidence(item: evidence.item, finding: $0) }
    }
  }

  private func findings(
    _ claim: EvidenceSubmission.Claim, _ conversion: ConversionCommand, _ program: Program
  ) throws -> [EvidenceFinding] {
    switch claim {
    case .badSignature: [.badSignature]
    case .unknown: [.unknown]
    case .click(let click): [try touch(of: click, in: program.id).map(EvidenceFinding.touch) ?? .unknown]
    case .visitor(let visitor):
      try touches(of: visitor, convertedAt: conversion.occurredAt, program).map(EvidenceFinding.touch).nonEmpty
        ?? [.unknown]
    }
  }

  private func touch(of click: ClickID, in program: ProgramID) throws -> Touch? {
    selectClick.bind(1, program.rawValue)
    selectClick.bind(2, copying: click)
    return try rows(of: selectClick).first
  }

  /// The visitor's latest clicks in the window; when there are none, the one that tells best why: the latest that is
  /// older, or else the first that came after the conversion, in the sense of `Attribution`.
  private func touches(of visitor: VisitorID, convertedAt: Timestamp, _ program: Program) throws -> [Touch] {
    let windowStart = convertedAt.adding(days: -program.windowDays)
    let latest = convertedAt.adding(microseconds: Timestamp.maximumLead)
    bindTouches(
      of: visitor, program.id, from: windowStart, to: latest, limit: Attribution.maximumTouchesExamined)
    let inWindow = try latestTouches()
    if !inWindow.isEmpty { return inWindow }
    bindTouches(of: visitor, program.id, from: Timestamp(microseconds: .min), to: latest, limit: 1)
    let older = try rows(of: selectTouches)
    if !older.isEmpty { return older }
    selectTouchAfter.bind(1, program.id.rawValue)
    selectTouchAfter.bind(2, copying: visitor)
    selectTouchAfter.bind(3, latest.microseconds)
    return try rows(of: selectTouchAfter)
  }

  private func bindTouches(of visitor: VisitorID, _ program: ProgramID, from: Timestamp, to: Timestamp, limit: Int) {
    selectTouches.bind(1, program.rawValue)
    selectTouches.bind(2, copying: visitor)
    selectTouches.bind(3, from.microseconds)
    selectTouches.bind(4, to.microseconds)
    selectTouches.bind(5, Int64(limit))
  }

  /// The first of the selected touches, as many as become candidates. When none of them may earn, the first after them
  /// that may is added: clicks through partners that are not active must not hide the one that earns.
  private func latestTouches() throws -> [Touch] {
    defer { selectTouches.reset() }
    var touches: [Touch] = []
    var someMayEarn = false
    while touches.count < Attribution.maximumTouchesOfVisitor || !someMayEarn, try selectTouches.step() {
      guard let touch = try touch(selectTouches) else { continue }
      someMayEarn = someMayEarn || touch.mayEarn
      if touches.count < Attribution.maximumTouchesOfVisitor || touch.mayEarn { touches.append(touch) }
    }
    return touches
  }

  private func rows(of statement: HotStatement) throws -> [Touch] {
    defer { statement.reset() }
    var touches: [Touch] = []
    while try statement.step() {
      if let touch = try touch(statement) { touches.append(touch) }
    }
    return touches
  }

  private func touch(_ row: HotStatement) throws -> Touch? {
    guard let click: ClickID = try row.id(0) else { return nil }
    let partner = PartnerID(rawValue: row.integer(1))
    return Touch(
      click: click, partner: partner, subID: row.subID(2), occurredAt: row.timestamp(3),
      disposition: try row.value(4), isPartnerActive: directory.partner(id: partner)?.partner.status == .active)
  }
}

extension Array {
  /// The array, or nil when it is empty.
  fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}
