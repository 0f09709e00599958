import GRDB
import PartnerProgram

/// What a batch adds to the rollup, summed in memory and written once for each key.
struct RollupBatch {
  /// A rollup key whose SubID and landing page stay where they are: in the texts of a click or in those of a conversion.
  /// Making one copies and allocates nothing.
  struct Key: Hashable {
    let program: ProgramID
    let partner: PartnerID
    let day: Day
    let currency: Currency
    /// From when on the commission is approved; for clicks, which earn nothing, their own day.
    let availableOn: Day
    let texts: PackedTexts

    static func == (left: Key, right: Key) -> Bool {
      guard
        left.partner == right.partner && left.day == right.day && left.currency == right.currency
          && left.program == right.program && left.availableOn == right.availableOn
      else { return false }
      return left.texts.withParts { left in
        right.texts.withParts { right in
          left[.subID].elementsEqual(right[.subID]) && left.landingPage.elementsEqual(right.landingPage)
        }
      }
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(partner)
      hasher.combine(day)
      texts.withParts {
        hasher.combine(bytes: $0[.subID])
        hasher.combine(bytes: $0.landingPage)
      }
    }
  }

  private var deltas: [Key: RollupDelta] = [:]

  /// Counts a click, as a visit or as what it is flagged.
  mutating func add(_ click: ClickCommand, _ disposition: ClickDisposition, isUnique: Bool) {
    let key = Key(
      program: click.program, partner: click.partner, day: click.day, currency: click.currency, availableOn: click.day,
      texts: click.texts)
    let counted: WritableKeyPath<RollupDelta, Int64> =
      switch disposition {
      case .counted: \.visits
      case .inactivePartner: \.flaggedInactiveClicks
      case .repeated: \.flaggedRepeats
      case .bot: \.flaggedBots
      case .prefetch: \.flaggedPrefetches
      case .invalidSubID: \.flaggedInvalidSubIDs
      }
    deltas[key, default: RollupDelta()][keyPath: counted] += 1
    if isUnique { deltas[key, default: RollupDelta()].uniqueVisits += 1 }
  }

  /// Adds what a conversion, an adjustment or a payout changes.
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
      try key.texts.withParts { texts in
        statement.bind(1, key.program.rawValue)
        statement.bind(2, key.partner.rawValue)
        statement.bind(3, text: texts[.subID])
        statement.bind(4, Int64(key.day.daysSince1970))
        statement.bind(5, copying: key.currency.code)
        statement.bind(6, text: texts.landingPage)
        statement.bind(7, Int64(key.availableOn.daysSince1970))
        for (position, figure) in Self.figures.enumerated() {
          statement.bind(Int32(8 + position), delta[keyPath: figure.value])
        }
        try statement.run()
      }
    }
    removeAll()
  }

  /// A column of the rollup with its figure.
  typealias Figure = (column: String, value: any WritableKeyPath<RollupDelta, Int64> & Sendable)

  /// The columns of the rollup that are sums, with their figures, in the order of the table.
  static let figures: [Figure] = [
    ("visits", \.visits), ("unique_visits", \.uniqueVisits), ("leads", \.leads), ("sales", \.sales),
    ("refunds", \.refunds), ("revenue_minor", \.revenueMinor), ("commission_minor", \.commissionMinor),
    ("reversed_minor", \.reversedMinor), ("adjusted_minor", \.adjustedMinor), ("paid_minor", \.paidMinor),
    ("flagged_bots", \.flaggedBots), ("flagged_repeats", \.flaggedRepeats),
    ("flagged_inactive_clicks", \.flaggedInactiveClicks), ("flagged_self_referrals", \.flaggedSelfReferrals),
    ("flagged_inactive_conversions", \.flaggedInactiveConversions), ("flagged_prefetches", \.flaggedPrefetches),
    ("flagged_invalid_sub_ids", \.flaggedInvalidSubIDs), ("flagged_unconfirmed", \.flaggedUnconfirmed),
  ]

  /// The columns of the rollup that make its key, in the order of the table.
  static let keyColumns = ["program_id", "partner_id", "sub_id", "day", "currency", "landing_page", "available_day"]

  /// Adds to a row of the rollup or makes it.
  static let upsert: String = {
    let columns = keyColumns + figures.map(\.column)
    let sums = figures.map { "\($0.column) = \($0.column) + excluded.\($0.column)" }
    return """
      INSERT INTO rollup (\(columns.joined(separator: ", ")))
      VALUES (\(columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")))
      ON CONFLICT DO UPDATE SET \(sums.joined(separator: ", "))
      """
  }()
}
