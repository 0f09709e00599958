internal import PartnerProgram
internal import Store
internal import TributaryProtocol

extension Wire.LedgerEntry {
  /// An entry of the ledger with what was made of it.
  init(_ recorded: RecordedEntry, _ codes: PartnerCodes) {
    let entry = recorded.entry
    self.init(
      number: entry.number,
      kind: Wire.LedgerEntryKind(rawValue: Int32(entry.kind.rawValue)),
      partner: codes[entry.partner],
      tier: Int32(entry.tier),
      currency: entry.amount.currency.code,
      amountMinor: entry.amount.minorUnits,
      recordedAtUs: entry.recordedAt.microseconds,
      availableAtUs: recorded.availableAt.microseconds,
      reason: entry.reason,
      payout: recorded.payout?.text ?? "")
  }
}
