import PartnerProgram

/// What an unsigned pixel said of an order.
///
/// Anybody may send one, so nothing of it is in orders, contacts, ledger or reports, except that it is counted as flagged.
struct UnconfirmedClaim {
  /// What recording it would be. Its conversion id is the claim's, and it never names a partner.
  let command: ConversionCommand
  /// The day in the program's time zone that it is counted on.
  let day: Day
  /// The currency that it is counted under.
  let currency: Currency
  /// Under whom it is counted; nil when nobody would win.
  let credit: Winner?

  /// How many different claims of one order wait at most.
  static let maximumOfOrder = 8
  /// How much evidence an order may have, so that a claim's is added to it. The rest of what an order may have is for
  /// those who are trusted: claims must not leave them without room.
  static let maximumItemsOfOrder = EvidenceItem.maximumItemsOfOrder / 2

  /// Its id.
  var id: ConversionID { command.conversionID }

  /// Whether another pixel says the same of the same order.
  func says(_ other: ConversionCommand) -> Bool {
    command.amounts == other.amounts && command.customerEmail.utf8.elementsEqual(other.customerEmail.utf8)
      && command.customerExternalID.utf8.elementsEqual(other.customerExternalID.utf8)
      && Set(command.evidence.map(\.item)) == Set(other.evidence.map(\.item))
  }

  /// Where it is counted as flagged in the rollup; nil when it is not.
  var rollupKey: RollupBatch.Key? {
    credit.map { credit in
      RollupBatch.Key(
        program: command.program, partner: credit.partner, day: day, currency: currency, availableOn: day,
        texts: PackedTexts(subID: credit.subID, landingPage: credit.landingPage))
    }
  }
}

extension ConversionCommand {
  /// What of the command may be claimed: not a partner that it names, and of a lead no money, since a lead has none.
  var claimable: ConversionCommand {
    ConversionCommand(
      conversionID: conversionID, program: program, kind: kind, orderID: orderID,
      amounts: kind == .lead ? nil : amounts,
      customerEmail: customerEmail, customerExternalID: customerExternalID,
      evidence: evidence.filter { $0.item.kind != .partner }, occurredAt: occurredAt, receivedAt: receivedAt,
      isTest: isTest)
  }
}
