internal import TributaryClient

/// The ledger's entries of a conversion and its refunds.
struct LedgerExplanation {
  /// Each entry with what made it, in the order of writing.
  let entries: [(conversion: RecordedConversion, entry: LedgerEntry)]

  init(conversions: [RecordedConversion]) {
    entries = conversions.flatMap { conversion in conversion.entries.map { (conversion, $0) } }
      .sorted { $0.1.number < $1.1.number }
  }

  var isEmpty: Bool { entries.isEmpty }

  func table(_ style: Style) -> String {
    let columns: [(title: String, alignment: Table.Alignment)] = [
      ("No.", .right), ("Written", .left), ("For", .left), ("Entry", .left), ("Partner", .left), ("Tier", .right),
      ("Amount", .right), ("Approved from", .left), ("Paid by", .left),
    ]
    return Table(
      columns: columns.map { Table.Column(title: $0.title, alignment: $0.alignment) },
      rows: entries.map { conversion, entry in
        [
          FieldValue.count(entry.number).shown, FieldValue.time(entry.recordedAtUs).shown, conversion.name,
          spaced(entry.kind.word), visibleText(entry.partner), String(entry.tier),
          FieldValue.money(entry.amountMinor, currency: entry.currency).shown,
          FieldValue.time(entry.availableAtUs).shown, visibleText(entry.payout),
        ]
      }
    ).text(style: style)
  }

  /// The sum of the entries of each partner and currency, in the order in which they first occur.
  var net: [(title: String, value: String)] {
    struct Account: Hashable {
      let partner: String
      let currency: String
    }
    let accounts = entries.map { Account(partner: $0.entry.partner, currency: $0.entry.currency) }
    var seen: Set<Account> = []
    return accounts.filter { seen.insert($0).inserted }.map { account in
      let amounts = entries.map(\.entry)
        .filter { $0.partner == account.partner && $0.currency == account.currency }.map(\.amountMinor)
      return (
        visibleText(account.partner), FieldValue.money(clampedSum(amounts), currency: account.currency).shown
      )
    }
  }
}
