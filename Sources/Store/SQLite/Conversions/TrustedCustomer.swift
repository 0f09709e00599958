import PartnerProgram

/// What the merchant says of an order's customer.
struct TrustedCustomer {
  /// Whether it named an e-mail address, though it may have been erased since.
  let hasAddress: Bool
  /// Whether an address that it named was erased.
  let isErased: Bool
  /// The addresses, normalised.
  let addresses: Set<String>

  /// Whether a claim is about this customer. A lead is nothing but its customer and has no money to compare, so that a
  /// claim about one must always name its address.
  func isNamed(by claimant: Claimant, of kind: ConversionKind) -> Bool {
    hasAddress ? addresses.contains(claimant.address) : kind != .lead
  }
}

extension RecordedOrder {
  /// What the merchant says of its customer, also by evidence that is added now.
  func trustedCustomer(with added: [AddedEvidence] = []) -> TrustedCustomer {
    var sent = candidates.filter { $0.claimant == nil }.map(\.candidate.evidence)
    sent += added.trustedSubmissions.map(\.item)
    sent += [unlistedEmail].compactMap(\.self)
    let values = sent.filter { $0.kind == .email }.map(\.value)
    return TrustedCustomer(
      hasAddress: !values.isEmpty, isErased: values.contains(""),
      addresses: Set(values.compactMap(EmailAddress.normalised)))
  }

  /// The customer's e-mail address when no candidate has it: orders of the first version of the schema have it in their row
  /// only. The merchant sent it.
  var unlistedEmail: EvidenceItem? {
    guard let stored, !stored.customerEmail.isEmpty else { return nil }
    let item = EvidenceItem(kind: .email, value: stored.customerEmail)
    return storedCandidates.contains { $0.candidate.evidence == item } ? nil : item
  }

  /// Whether only claims name the customer so.
  func isUnconfirmed(_ name: String, _ kind: EvidenceKind) -> Bool {
    let item = EvidenceItem(kind: kind, value: name)
    return candidates.contains { $0.claimant != nil && $0.candidate.evidence == item }
  }

  /// Whether it has a contact that only claims have named.
  var contactIsOnlyClaimed: Bool { row.contact != nil && unlistedEmail == nil && candidates.customerIsOnlyClaimed }

  /// Which of its contact's orders it is, as far as that decides what is earned: 0 when it is not known. What claims say of
  /// the customer makes no order of a partner whom trusted evidence finds one too many.
  var payableOrderNumber: Int64 { candidates.payableOrderNumber(row.contactOrderNumber) }

  /// The same as it was stored.
  var storedPayableOrderNumber: Int64 { storedCandidates.payableOrderNumber(stored?.contactOrderNumber ?? 0) }

  /// Who vouches for evidence of this order.
  ///
  /// A claim that joined before the merchant named an address, and named another one itself or none, would have to wait
  /// now. Its evidence stays on the receipt and takes no part any more, so that nobody earns more by having come early.
  /// When the addresses were erased, what took part before goes on to do so, and nothing else.
  ///
  /// - Parameters:
  ///   - claimant: Who claims it; nil when the merchant vouches for it.
  ///   - verdicts: What was decided of it before.
  func trust(in claimant: Claimant?, decidedAs verdicts: [Verdict], _ customer: TrustedCustomer) -> EvidenceTrust {
    guard let claimant else { return .trusted }
    let takesPart =
      customer.isErased ? !verdicts.contains(.unconfirmed) : customer.isNamed(by: claimant, of: row.kind)
    return takesPart ? .unconfirmed : .contradicted
  }
}

extension [StoredCandidate] {
  /// Whether only claims have named the customer, which stays known when the names are erased.
  fileprivate var customerIsOnlyClaimed: Bool {
    let names = filter(\.candidate.evidence.kind.isOfContact)
    return !names.isEmpty && names.allSatisfy { $0.claimant != nil }
  }

  fileprivate func payableOrderNumber(_ number: Int64) -> Int64 {
    winnerIsTrusted == true && customerIsOnlyClaimed ? 0 : number
  }
}
