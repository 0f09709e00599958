import GRDB
import PartnerProgram

/// Deletes clicks whose time is over. What they had counted is kept as a sum, so that reports stay and can be recomputed.
final class ClickPurge {
  private let keepCount: HotStatement
  private let selectClick: HotStatement
  private let deleteClick: HotStatement
  private let deleteTouch: HotStatement
  private let updateVisit: HotStatement
  private let deleteVisit: HotStatement

  init(_ database: Database) throws {
    let isClick = "program_id = ?1 AND click_id = ?2"
    keepCount = try HotStatement(
      database,
      """
      INSERT INTO purged_clicks (program_id, partner_id, sub_id, day, landing_page, visits, unique_visits, flagged_bots,
        flagged_repeats, flagged_inactive_clicks, flagged_prefetches, flagged_invalid_sub_ids)
      SELECT program_id, partner_id, sub_id, day, landing_page(landing_url), disposition = 1, is_unique_visit,
        disposition = 4, disposition = 3, disposition = 2, disposition = 5, disposition = 6
      FROM clicks WHERE \(isClick)
      ON CONFLICT DO UPDATE SET
        visits = visits + excluded.visits,
        unique_visits = unique_visits + excluded.unique_visits,
        flagged_bots = flagged_bots + excluded.flagged_bots,
        flagged_repeats = flagged_repeats + excluded.flagged_repeats,
        flagged_inactive_clicks = flagged_inactive_clicks + excluded.flagged_inactive_clicks,
        flagged_prefetches = flagged_prefetches + excluded.flagged_prefetches,
        flagged_invalid_sub_ids = flagged_invalid_sub_ids + excluded.flagged_invalid_sub_ids
      """)
    selectClick = try HotStatement(
      database, "SELECT visitor_id, occurred_at, partner_id, sub_id, disposition FROM clicks WHERE \(isClick)")
    deleteClick = try HotStatement(database, "DELETE FROM clicks WHERE \(isClick)")
    deleteTouch = try HotStatement(
      database,
      "DELETE FROM touches WHERE program_id = ?1 AND visitor_id = ?2 AND occurred_at = ?3 AND click_id = ?4")
    let isVisit = "program_id = ?1 AND visitor_id = ?2 AND partner_id = ?3 AND sub_id = ?4"
    let isLast = "\(isVisit) AND last_visit_at <= ?5"
    let latestVisit = """
      SELECT occurred_at FROM touches WHERE \(isVisit) AND disposition = 1 ORDER BY occurred_at DESC LIMIT 1
      """
    deleteVisit = try HotStatement(
      database, "DELETE FROM visits WHERE \(isLast) AND NOT EXISTS (\(latestVisit))")
    updateVisit = try HotStatement(
      database, "UPDATE visits SET last_visit_at = (\(latestVisit)) WHERE \(isLast)")
  }

  /// Deletes clicks; those that are gone already are left out.
  ///
  /// - Returns: how many were deleted.
  func delete(_ clicks: [ClickID], of program: ProgramID) throws -> Int64 {
    var deleted: Int64 = 0
    for click in clicks where try delete(click, of: program) { deleted += 1 }
    return deleted
  }

  private func delete(_ click: ClickID, of program: ProgramID) throws -> Bool {
    guard let touch = try touch(click, of: program) else { return false }
    for statement in [keepCount, deleteClick] {
      statement.bind(1, program.rawValue)
      statement.bind(2, copying: click)
      try statement.run()
    }
    deleteTouch.bind(1, program.rawValue)
    deleteTouch.bind(2, copying: touch.visitor)
    deleteTouch.bind(3, touch.occurredAt.microseconds)
    deleteTouch.bind(4, copying: click)
    try deleteTouch.run()
    guard touch.isCounted else { return true }
    // Unless a later visit is kept, the latest one that is left has to be found.
    for statement in [deleteVisit, updateVisit] {
      statement.bind(1, program.rawValue)
      statement.bind(2, copying: touch.visitor)
      statement.bind(3, touch.partner.rawValue)
      statement.bind(4, copying: touch.subID)
      statement.bind(5, touch.occurredAt.microseconds)
      try statement.run()
    }
    return true
  }

  private struct Touch {
    let visitor: VisitorID
    let occurredAt: Timestamp
    let partner: PartnerID
    let subID: [UInt8]
    let isCounted: Bool
  }

  private func touch(_ click: ClickID, of program: ProgramID) throws -> Touch? {
    selectClick.bind(1, program.rawValue)
    selectClick.bind(2, copying: click)
    defer { selectClick.reset() }
    guard try selectClick.step(), let visitor: VisitorID = try selectClick.id(0) else { return nil }
    return Touch(
      visitor: visitor, occurredAt: selectClick.timestamp(1), partner: PartnerID(rawValue: selectClick.integer(2)),
      subID: Array(selectClick.bytes(3)), isCounted: selectClick.integer(4) == 1)
  }
}
