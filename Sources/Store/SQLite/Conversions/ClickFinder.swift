import GRDB
import PartnerProgram

/// Finds clicks and the clicks of visitors, as referrals.
final class ClickFinder {
  private let directory: Directory
  private let selectClick: HotStatement
  private let selectLandingURL: HotStatement
  private let selectLatest: HotStatement
  private let selectEarliest: HotStatement

  init(_ database: Database, directory: Directory) throws {
    self.directory = directory
    selectClick = try HotStatement(
      database,
      """
      SELECT click_id, partner_id, sub_id, occurred_at, disposition FROM clicks
      WHERE program_id = ?1 AND click_id = ?2
      """)
    selectLandingURL = try HotStatement(
      database, "SELECT landing_url FROM clicks WHERE program_id = ?1 AND click_id = ?2")
    let columns = "SELECT click_id, partner_id, sub_id, occurred_at, disposition FROM touches"
    selectLatest = try HotStatement(
      database,
      """
      \(columns) WHERE program_id = ?1 AND visitor_id = ?2 AND occurred_at BETWEEN ?3 AND ?4
      ORDER BY occurred_at DESC, click_id DESC LIMIT ?5
      """)
    selectEarliest = try HotStatement(
      database,
      """
      \(columns) WHERE program_id = ?1 AND visitor_id = ?2 AND occurred_at BETWEEN ?3 AND ?4
      ORDER BY occurred_at, click_id LIMIT ?5
      """)
  }

  /// The click with this id.
  func click(_ id: ClickID, in program: ProgramID) throws -> Referral? {
    selectClick.bind(1, program.rawValue)
    selectClick.bind(2, copying: id)
    defer { selectClick.reset() }
    return try selectClick.step() ? referral(selectClick) : nil
  }

  /// The landing page of a click, as reports tell it.
  func landingPage(of click: ClickID, in program: ProgramID) throws -> LandingPage? {
    selectLandingURL.bind(1, program.rawValue)
    selectLandingURL.bind(2, copying: click)
    defer { selectLandingURL.reset() }
    guard try selectLandingURL.step() else { return nil }
    return LandingPage(url: selectLandingURL.text(0))
  }

  /// The visitor's clicks that `VisitorTouches` chooses from: the latest ones in the window with the latest one that may
  /// earn, by first touch also the earliest one that may; when there are none, the latest one before the window.
  func touches(
    of visitor: VisitorID, in program: ProgramID, policy: AttributionPolicy, convertedAt: Timestamp
  ) throws -> [Referral] {
    let start = convertedAt.adding(days: -policy.windowDays)
    let end = convertedAt.adding(microseconds: Timestamp.maximumLead)
    bind(selectLatest, visitor, program, from: start, to: end, limit: Attribution.maximumTouchesExamined)
    var touches = try latestWithOneThatMayEarn()
    if policy.touch == .first {
      bind(selectEarliest, visitor, program, from: start, to: end, limit: Attribution.maximumTouchesExamined)
      touches += try firstThatMayEarn(selectEarliest)
    }
    guard touches.isEmpty else { return touches }
    bind(
      selectLatest, visitor, program, from: Timestamp(microseconds: .min), to: start.adding(microseconds: -1), limit: 1)
    defer { selectLatest.reset() }
    return try selectLatest.step() ? [try referral(selectLatest)].compactMap(\.self) : []
  }

  private func bind(
    _ statement: HotStatement, _ visitor: VisitorID, _ program: ProgramID, from: Timestamp, to: Timestamp, limit: Int
  ) {
    statement.bind(1, program.rawValue)
    statement.bind(2, copying: visitor)
    statement.bind(3, from.microseconds)
    statement.bind(4, to.microseconds)
    statement.bind(5, Int64(limit))
  }

  /// As many of the latest clicks as become candidates, and the first after them that may earn when none of them may:
  /// clicks through partners that are not active must not hide the one that earns.
  private func latestWithOneThatMayEarn() throws -> [Referral] {
    defer { selectLatest.reset() }
    var touches: [Referral] = []
    var someMayEarn = false
    while touches.count < Attribution.maximumTouchesOfVisitor || !someMayEarn, try selectLatest.step() {
      guard let touch = try referral(selectLatest) else { continue }
      someMayEarn = someMayEarn || touch.mayEarn
      if touches.count < Attribution.maximumTouchesOfVisitor || touch.mayEarn { touches.append(touch) }
    }
    return touches
  }

  private func firstThatMayEarn(_ statement: HotStatement) throws -> [Referral] {
    defer { statement.reset() }
    while try statement.step() {
      if let touch = try referral(statement), touch.mayEarn { return [touch] }
    }
    return []
  }

  private func referral(_ row: HotStatement) throws -> Referral? {
    guard let click: ClickID = try row.id(0) else { return nil }
    let partner = PartnerID(rawValue: row.integer(1))
    return Referral(
      partner: partner, subID: row.subID(2), click: click, occurredAt: row.timestamp(3),
      disposition: try row.value(4), isPartnerActive: directory.isActive(partner))
  }
}

extension Directory {
  /// Whether a partner takes part now.
  func isActive(_ id: PartnerID) -> Bool {
    partner(id: id)?.partner.status == .active
  }
}
