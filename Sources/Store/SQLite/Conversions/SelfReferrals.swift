import PartnerProgram

/// Tells whether a partner is the customer of an order that is decided anew.
///
/// What was found of a partner before stays, whatever its address became since, and after the customer's name was erased:
/// only names that came now are compared with it. What claims say of the customer is held against what they bring only:
/// otherwise anybody could take a partner's commission by sending its address.
struct SelfReferrals {
  private let directory: Directory
  private let byTrusted: Known
  private let byAll: Known

  /// - Parameters:
  ///   - order: With its candidates as stored, but for who vouches for them now.
  ///   - added: The evidence that is added.
  init(of order: RecordedOrder, adding added: [AddedEvidence], _ directory: Directory) {
    self.directory = directory
    // Who erased names came from is not known any more: what is known of the customer then counts for everybody.
    let isErased = order.trustedCustomer().isErased
    let stored = order.storedCandidates
    let trusted = stored.filter { $0.claimant == nil }
    let claimed = stored.filter { $0.claimant != nil }
    let parent = [order.stored?.parent].compactMap(\.self)
    let nowTrusted = order.candidates.filter { $0.claimant == nil }
    byTrusted = Known(
      selves: (isErased ? stored : trusted).selfReferrals, others: trusted.others.union(parent),
      sent: nowTrusted.customerEmails.subtracting(trusted.customerEmails)
        .union(added.trustedSubmissions.customerEmails),
      all: nowTrusted.customerEmails.union(added.trustedSubmissions.customerEmails))
    byAll = Known(
      selves: stored.selfReferrals, others: claimed.others.union(stored.winnerIsTrusted == false ? parent : []),
      sent: added.submissions.customerEmails, all: stored.customerEmails.union(added.submissions.customerEmails))
  }

  /// Whether a partner is the customer.
  ///
  /// - Parameter isTrusted: Whether only what is trusted of the customer counts, or all that was said of it.
  func contains(_ partner: PartnerID, isTrusted: Bool) -> Bool {
    let known = isTrusted ? byTrusted : byAll
    guard !known.selves.contains(partner) else { return true }
    guard let email = directory.partner(id: partner)?.normalisedEmail else { return false }
    return known.others.contains(partner) ? known.sent.contains(email) : known.all.contains(email)
  }

  /// What is known of the customer.
  private struct Known {
    /// The partners that it was found to be.
    let selves: Set<PartnerID>
    /// The partners that it was found not to be.
    let others: Set<PartnerID>
    /// Its e-mail addresses that came now, normalised.
    let sent: Set<String>
    /// All its e-mail addresses, normalised.
    let all: Set<String>
  }
}

extension [StoredCandidate] {
  /// The partners that were found to be the customer.
  fileprivate var selfReferrals: Set<PartnerID> {
    Set(filter { $0.candidate.verdict == .selfReferral }.compactMap(\.candidate.referral?.partner))
  }

  /// The partners that could win.
  fileprivate var others: Set<PartnerID> {
    Set(filter(\.candidate.verdict.couldWin).compactMap(\.candidate.referral?.partner))
  }

  /// The customer's normalised e-mail addresses, as far as they are stored.
  fileprivate var customerEmails: Set<String> {
    let sent = map(\.candidate.evidence).filter { $0.kind == .email }.map(\.value)
    return Set(sent.compactMap(EmailAddress.normalised))
  }
}
