import GRDB
import PartnerProgram

/// Which orders a click may decide anew that is recorded after them: those whose evidence names a click that is not there
/// yet, and those that name its visitor.
final class AwaitedClicks {
  /// The latest orders that one click decides anew, so that a click costs no more than this.
  static let maximumOrdersOfClick = 100

  private let insert: HotStatement
  private let delete: HotStatement
  private let select: HotStatement
  /// Whether there may be any, so that a server without conversions does not look.
  private var mayExist: Bool

  init(_ database: Database) throws {
    insert = try HotStatement(
      database,
      "INSERT OR IGNORE INTO awaited_clicks (program_id, id, occurred_at, conversion_id) VALUES (?1, ?2, ?3, ?4)")
    delete = try HotStatement(
      database,
      "DELETE FROM awaited_clicks WHERE program_id = ?1 AND id = ?2 AND occurred_at = ?3 AND conversion_id = ?4")
    select = try HotStatement(
      database,
      """
      SELECT conversion_id, occurred_at FROM awaited_clicks WHERE program_id = ?1 AND id = ?2 AND occurred_at >= ?3
      ORDER BY occurred_at DESC, conversion_id DESC LIMIT ?4
      """)
    mayExist = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM awaited_clicks)") ?? true
  }

  /// Notes what an order with these candidates waits for.
  func note(_ candidates: [StoredCandidate], of order: ConversionRow) throws {
    for stored in candidates {
      guard let id = stored.claimedID else { continue }
      let waits = stored.candidate.evidence.kind == .visitorID || stored.candidate.referral == nil
      let statement = waits ? insert : delete
      statement.bind(1, order.program.rawValue)
      statement.bind(2, copying: ClickID(rawValue: id))
      statement.bind(3, order.occurredAt.microseconds)
      statement.bind(4, copying: order.id)
      try statement.run()
      if waits { mayExist = true }
    }
  }

  /// The orders that a click which has just been recorded may decide anew, in the order in which they happened: the first
  /// of a contact's binds its first referrer.
  func orders(awaiting click: ClickCommand) throws -> [ConversionID] {
    guard mayExist else { return [] }
    var orders: [ConversionID: Timestamp] = [:]
    // Nobody can know an id that the server has just made.
    if click.clickIDWasSent {
      try find(click.program, click.clickID, since: .min, in: &orders)
    }
    if !click.visitorIsNew {
      let since = click.occurredAt.adding(microseconds: -Timestamp.maximumLead).microseconds
      try find(click.program, click.visitorID, since: since, in: &orders)
    }
    return orders.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
  }

  private func find(
    _ program: ProgramID, _ id: some EventID, since: Int64, in orders: inout [ConversionID: Timestamp]
  ) throws {
    select.bind(1, program.rawValue)
    select.bind(2, copying: id)
    select.bind(3, since)
    select.bind(4, Int64(Self.maximumOrdersOfClick))
    defer { select.reset() }
    while try select.step() {
      if let order: ConversionID = try select.id(0) { orders[order] = select.timestamp(1) }
    }
  }
}
