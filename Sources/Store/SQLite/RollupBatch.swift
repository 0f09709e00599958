import GRDB
import PartnerProgram

/// What a batch adds to the rollup, summed in memory and written once for each key.
struct RollupBatch {
  /// A rollup key whose SubID stays where it is: in the texts of a click or in the SubID of a conversion. Making one
  /// copies and allocates nothing.
  struct Key: Hashable {
    let program: ProgramID
    let partner: PartnerID
    let day: Day
    let currency: Currency
    let subID: PackedTexts

    static func == (left: Key, right: Key) -> Bool {
      guard
        left.partner == right.partner && left.day == right.day && left.currency == right.currency
          && left.program == right.program
      else { return false }
      return left.subID.withBytes(of: .subID) { leftBytes in
        right.subID.withBytes(of: .subID) { rightBytes in leftBytes.elementsEqual(rightBytes) }
      }
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(partner)
      hasher.combine(day)
      subID.withBytes(of: .subID) { hasher.combine(bytes: $0) }
    }
  }

  private var deltas: [Key: RollupDelta] = [:]

  /// Counts a click that counts.
  mutating func addVisit(of click: ClickCommand, isUnique: Bool) {
    let key = Key(
      program: click.program, partner: click.partner, day: click.day, currency: click.currency, subID: click.texts)
    deltas[key, default: RollupDelta()].visits += 1
    if isUnique { deltas[key, default: RollupDelta()].uniqueVisits += 1 }
  }

  /// Adds what a conversion changes.
  ///
  /// - Throws: `MoneyError.overflow` when a sum does not fit; then nothing is added.
  mutating func add(_ delta: RollupDelta, under key: Key) throws {
    try deltas[key, default: RollupDelta()] += delta
  }

  /// Forgets everything.
  mutating func removeAll() {
    deltas.removeAll(keepingCapacity: true)
  }

  /// Writes the sums and forgets them.
  mutating func flush(with statement: HotStatement) throws {
    for (key, delta) in deltas {
      try key.subID.withBytes(of: .subID) { subID in
        statement.bind(1, key.program.rawValue)
        statement.bind(2, key.partner.rawValue)
        statement.bind(3, text: subID)
        statement.bind(4, Int64(key.day.daysSince1970))
        statement.bind(5, copying: key.currency.code)
        statement.bind(6, delta.visits)
        statement.bind(7, delta.uniqueVisits)
        statement.bind(8, delta.leads)
        statement.bind(9, delta.sales)
        statement.bind(10, delta.refunds)
        statement.bind(11, delta.revenueMinor)
        statement.bind(12, delta.commissionMinor)
        try statement.run()
      }
    }
    removeAll()
  }

  /// Adds to a row of the rollup or makes it.
  static let upsert = """
    INSERT INTO rollup (program_id, partner_id, sub_id, day, currency,
      visits, unique_visits, leads, sales, refunds, revenue_minor, commission_minor)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
    ON CONFLICT DO UPDATE SET
      visits = visits + excluded.visits,
      unique_visits = unique_visits + excluded.unique_visits,
      leads = leads + excluded.leads,
      sales = sales + excluded.sales,
      refunds = refunds + excluded.refunds,
      revenue_minor = revenue_minor + excluded.revenue_minor,
      commission_minor = commission_minor + excluded.commission_minor
    """
}
