import GRDB
import GRDBSQLite
import PartnerProgram

/// Records clicks: the hottest path of the store. Without a repeat to look for it runs three inserts and no allocation.
final class ClickRecorder {
  private let insertClick: HotStatement
  private let insertTouch: HotStatement
  private let upsertVisit: HotStatement
  private let selectVisit: HotStatement
  private let selectClick: HotStatement

  init(_ database: Database) throws {
    insertClick = try HotStatement(
      database,
      """
      INSERT INTO clicks (program_id, click_id, partner_id, visitor_id, sub_id, occurred_at, received_at, day,
        disposition, is_unique_visit, landing_url, referrer_url, user_agent, ip)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
      """)
    insertTouch = try HotStatement(
      database,
      """
      INSERT INTO touches (program_id, visitor_id, occurred_at, click_id, partner_id, sub_id, disposition)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """)
    upsertVisit = try HotStatement(
      database,
      """
      INSERT INTO visits (program_id, visitor_id, partner_id, sub_id, last_visit_at) VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT DO UPDATE SET last_visit_at = max(last_visit_at, excluded.last_visit_at)
      """)
    selectVisit = try HotStatement(
      database,
      """
      SELECT last_visit_at FROM visits
      WHERE program_id = ?1 AND visitor_id = ?2 AND partner_id = ?3 AND sub_id = ?4
      """)
    selectClick = try HotStatement(
      database,
      """
      SELECT partner_id, sub_id, visitor_id, disposition, is_unique_visit FROM clicks
      WHERE program_id = ?1 AND click_id = ?2
      """)
  }

  /// Records a click or answers a repeat. A click that fails has written nothing.
  func record(_ click: ClickCommand, rollup: inout RollupBatch) throws -> Outcome {
    try click.texts.withParts { texts in
      try click.clickID.rawValue.withBytes { clickID in
        try click.visitorID.rawValue.withBytes { visitorID in
          if click.clickIDWasSent, let earlier = try replay(click, clickID, texts[.subID]) { return earlier }
          let (disposition, isUnique) = try judge(click, visitorID, texts[.subID])
          guard try insert(click, clickID, visitorID, texts, disposition, isUnique: isUnique) else {
            return .failed(
              .alreadyExists(field: "click_id", message: "the click id \(click.clickID) is taken"))
          }
          rollup.add(click, disposition, isUnique: isUnique)
          return .click(
            ClickOutcome(
              clickID: click.clickID, visitorID: click.visitorID, disposition: disposition,
              isUniqueVisit: isUnique, isReplayed: false))
        }
      }
    }
  }

  /// The answer to a click id that is recorded already, or nil when it is new.
  private func replay(
    _ click: ClickCommand, _ clickID: UnsafeRawBufferPointer, _ subID: UnsafeRawBufferPointer
  ) throws -> Outcome? {
    selectClick.bind(1, click.program.rawValue)
    selectClick.bind(2, blob: clickID)
    defer { selectClick.reset() }
    guard try selectClick.step() else { return nil }
    if selectClick.integer(0) != click.partner.rawValue {
      return .failed(
        .alreadyExists(field: "partner", message: "the click \(click.clickID) is recorded with another partner"))
    }
    if !selectClick.bytes(1).elementsEqual(subID) {
      let stored = selectClick.text(1)
      let sent = String(decoding: subID, as: UTF8.self)
      return .failed(
        .alreadyExists(
          field: "sub_id",
          message: "the click \(click.clickID) is recorded with the SubID \(stored.quoted), not \(sent.quoted)"))
    }
    guard let visitorID: VisitorID = try selectClick.id(2) else { throw StoreError.io("a click has no visitor") }
    return .click(
      ClickOutcome(
        clickID: click.clickID, visitorID: visitorID, disposition: try selectClick.value(3),
        isUniqueVisit: selectClick.integer(4) != 0, isReplayed: true))
  }

  private func judge(
    _ click: ClickCommand, _ visitorID: UnsafeRawBufferPointer, _ subID: UnsafeRawBufferPointer
  ) throws -> (disposition: ClickDisposition, isUnique: Bool) {
    var lastVisit: Timestamp?
    if !click.visitorIsNew && click.disposition == .counted {
      selectVisit.bind(1, click.program.rawValue)
      selectVisit.bind(2, blob: visitorID)
      selectVisit.bind(3, click.partner.rawValue)
      selectVisit.bind(4, text: subID)
      defer { selectVisit.reset() }
      if try selectVisit.step() { lastVisit = selectVisit.timestamp(0) }
    }
    return VisitJudgement.judge(
      occurredAt: click.occurredAt, disposition: click.disposition, lastCountedVisit: lastVisit)
  }

  /// Whether the click was new and is inserted. The click comes first: its key is the only one that can be taken, and a
  /// statement that fails on it has written nothing.
  private func insert(
    _ click: ClickCommand, _ clickID: UnsafeRawBufferPointer, _ visitorID: UnsafeRawBufferPointer,
    _ texts: PackedTexts.Parts, _ disposition: ClickDisposition, isUnique: Bool
  ) throws -> Bool {
    insertClick.bind(1, click.program.rawValue)
    insertClick.bind(2, blob: clickID)
    insertClick.bind(3, click.partner.rawValue)
    insertClick.bind(4, blob: visitorID)
    insertClick.bind(5, text: texts[.subID])
    insertClick.bind(6, click.occurredAt.microseconds)
    insertClick.bind(7, click.receivedAt.microseconds)
    insertClick.bind(8, Int64(click.day.daysSince1970))
    insertClick.bind(9, Int64(disposition.rawValue))
    insertClick.bind(10, isUnique ? 1 : 0)
    insertClick.bind(11, text: texts[.landingURL])
    insertClick.bind(12, text: texts[.referrerURL])
    insertClick.bind(13, text: texts[.userAgent])
    insertClick.bind(14, text: texts[.ip])
    do {
      try insertClick.run()
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY {
      return false
    }

    insertTouch.bind(1, click.program.rawValue)
    insertTouch.bind(2, blob: visitorID)
    insertTouch.bind(3, click.occurredAt.microseconds)
    insertTouch.bind(4, blob: clickID)
    insertTouch.bind(5, click.partner.rawValue)
    insertTouch.bind(6, text: texts[.subID])
    insertTouch.bind(7, Int64(disposition.rawValue))
    try insertTouch.run()

    guard disposition == .counted else { return true }
    upsertVisit.bind(1, click.program.rawValue)
    upsertVisit.bind(2, blob: visitorID)
    upsertVisit.bind(3, click.partner.rawValue)
    upsertVisit.bind(4, text: texts[.subID])
    upsertVisit.bind(5, click.occurredAt.microseconds)
    try upsertVisit.run()
    return true
  }
}
