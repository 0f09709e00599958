import Foundation
import GRDB
public import PartnerProgram

extension SQLiteStore {
  /// Deletes clicks that were followed before a moment. See `Store`.
  ///
  /// They are looked for on a reading connection, from one page of clicks to the next, so that the writer only deletes.
  public func purgeClicks(program: ProgramID, before: Timestamp) async throws(StoreError) -> Int64 {
    var deleted: Int64 = 0
    var position: ClickID?
    repeat {
      let (last, expired) = try await clicks(of: program, after: position, before: before)
      position = last
      guard !expired.isEmpty else { continue }
      if case .clicksPurged(let count) = try await perform(.purgeClicks(program: program, clicks: expired)) {
        deleted += count
      }
    } while position != nil
    return deleted
  }

  /// Looks through a page of clicks in the order of their ids.
  ///
  /// - Returns: the last one of the page, nil when there is none after it, and those that were followed before a moment.
  private func clicks(
    of program: ProgramID, after position: ClickID?, before: Timestamp
  ) async throws(StoreError) -> (last: ClickID?, expired: [ClickID]) {
    let limit = limits.clicksInPurge
    return try await read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT click_id, occurred_at FROM clicks WHERE program_id = ?1 AND click_id > ?2
          ORDER BY click_id LIMIT ?3
          """,
        arguments: [program.rawValue, position.map { $0.rawValue.withBytes { Data($0) } } ?? Data(), limit])
      func id(_ row: Row) -> ClickID? {
        (row["click_id"] as Data).withUnsafeBytes { UUIDBytes(bytes: $0) }.map(ClickID.init(rawValue:))
      }
      let expired = rows.filter { ($0["occurred_at"] as Int64) < before.microseconds }.compactMap(id)
      return (rows.count < limit ? nil : rows.last.flatMap(id), expired)
    }
  }
}
