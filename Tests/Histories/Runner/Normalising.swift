import TributaryClient

/// What the contract leaves open is made the same on both sides before replies are compared.
extension RecordConversionResponse {
  var normalised: RecordConversionResponse {
    var reply = self
    reply.receipt = reply.receipt?.normalised
    reply.commissions.sort { $0.tier < $1.tier }
    return reply
  }
}

extension Receipt {
  /// Names that were erased cannot be told apart, so those of one kind may stand in any order.
  var normalised: Receipt {
    var receipt = self
    for kind in [EvidenceKind.email, .externalId] {
      let places = candidates.indices.filter { candidates[$0].evidence == kind && candidates[$0].value.isEmpty }
      let sorted = places.map { candidates[$0] }.sorted {
        ($0.touchedAtUs, $0.partner, $0.verdict.rawValue) < ($1.touchedAtUs, $1.partner, $1.verdict.rawValue)
      }
      for (place, candidate) in zip(places, sorted) { receipt.candidates[place] = candidate }
    }
    return receipt
  }
}

extension GetConversionResponse {
  var normalised: GetConversionResponse {
    var reply = self
    reply.conversion = reply.conversion?.normalised
    reply.refunds = reply.refunds.map(\.normalised)
    return reply
  }
}

extension RecordedConversion {
  /// Entries that were written at the same moment may stand in any order.
  var normalised: RecordedConversion {
    var conversion = self
    conversion.receipt = conversion.receipt?.normalised
    conversion.commissions.sort { $0.tier < $1.tier }
    conversion.entries = conversion.entries.map(\.withoutNumber).sorted {
      ($0.recordedAtUs, $0.tier, $0.partner, $0.amountMinor) < ($1.recordedAtUs, $1.tier, $1.partner, $1.amountMinor)
    }
    return conversion
  }

  /// Whether the entries come oldest first.
  var hasEntriesInOrder: Bool {
    zip(entries, entries.dropFirst()).allSatisfy { $0.number < $1.number && $0.recordedAtUs <= $1.recordedAtUs }
  }
}

extension LedgerEntry {
  /// The entry without its number, which counts all programs of a server.
  var withoutNumber: LedgerEntry {
    var entry = self
    entry.number = 0
    return entry
  }
}

extension Contact {
  var normalised: Contact {
    var contact = self
    contact.emails.sort { $0.value.utf8.lexicographicallyPrecedes($1.value.utf8) }
    contact.externalIds.sort { $0.value.utf8.lexicographicallyPrecedes($1.value.utf8) }
    return contact
  }
}
