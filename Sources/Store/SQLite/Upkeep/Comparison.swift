/// Something that is stored twice: as facts, and as what was made of them. Both are queries that give the same keys and
/// values, all fixed text of this program.
struct Comparison {
  /// What differs, for people.
  let subject: String
  /// Columns that name a row.
  let keys: [String]
  /// Columns that must be the same. Nothing and 0 are the same.
  let values: [String]
  /// What the facts say.
  let facts: String
  /// What is stored.
  let stored: String

  /// Gives each row that differs: its keys, then each value as stored and as recomputed, and how many rows are stored.
  ///
  /// Both sides are put on one pile and grouped, which SQLite does by sorting. A full outer join would look through one
  /// whole side for each row of the other.
  var sql: String {
    let columns = (keys + values).joined(separator: ", ")
    let sides = values.flatMap { value in
      [
        "max(iif(is_stored, \(value), NULL)) AS stored_\(value)",
        "max(iif(is_stored, NULL, \(value))) AS facts_\(value)",
      ]
    }
    let differences = values.map { "coalesce(stored_\($0), 0) IS NOT coalesce(facts_\($0), 0)" }
    return """
      SELECT \((keys + sides).joined(separator: ", ")), sum(is_stored) AS stored_rows
      FROM (
        SELECT 0 AS is_stored, \(columns) FROM (\(facts))
        UNION ALL
        SELECT 1 AS is_stored, \(columns) FROM (\(stored))
      )
      GROUP BY \(keys.joined(separator: ", "))
      HAVING stored_rows > 1 OR \(differences.joined(separator: " OR "))
      LIMIT ?
      """
  }
}
