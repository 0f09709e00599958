import GRDB
import PartnerProgram

/// Erases a person from the claims of unsigned pixels, which belong to no contact, also from those that joined an order.
enum UnconfirmedErasure {
  /// - Returns: how many claims do not name the person any more.
  static func erase(_ names: [ContactName], in program: ProgramID, _ database: Database) throws -> Int64 {
    var erased: Int64 = 0
    for name in names {
      let kind: EvidenceKind = name.kind == .email ? .email : .externalID
      let claims = try Row.fetchAll(
        database,
        sql: """
          SELECT unconfirmed_id, true AS waits
          FROM unconfirmed_evidence JOIN unconfirmed_conversions USING (unconfirmed_id)
          WHERE claimed_name = ?1 AND claimed_name <> '' AND evidence = ?2 AND program_id = ?3
          UNION ALL
          SELECT unconfirmed_id, false FROM unconfirmed_evidence JOIN confirmed_conversions USING (unconfirmed_id)
          WHERE claimed_name = ?1 AND claimed_name <> '' AND evidence = ?2 AND program_id = ?3
          """,
        arguments: [name.value, kind.rawValue, program.rawValue])
      for claim in claims {
        let id: DatabaseValue = claim["unconfirmed_id"]
        try database.execute(
          sql: """
            UPDATE unconfirmed_conversions SET customer_email = '', customer_external_id = ''
            WHERE program_id = ? AND unconfirmed_id = ?
            """,
          arguments: [program.rawValue, id])
        try database.execute(
          sql: "DELETE FROM unconfirmed_evidence WHERE unconfirmed_id = ? AND evidence IN (?, ?)",
          arguments: [id, EvidenceKind.email.rawValue, EvidenceKind.externalID.rawValue])
      }
      // The conversion of a claim that joined is counted as such.
      erased += Int64(claims.count { $0["waits"] })
    }
    return erased
  }
}
