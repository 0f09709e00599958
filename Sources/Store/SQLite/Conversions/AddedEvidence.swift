import PartnerProgram

/// The customer that pixels without a signature named when they brought a piece of evidence which nobody vouches for.
struct Claimant: Hashable {
  /// The customer's e-mail address, normalised; empty when none was named or it was erased.
  let address: String
}

/// Evidence that one command adds to an order.
struct AddedEvidence {
  /// The pieces that the order did not know, each once.
  let submissions: [EvidenceSubmission]
  /// Who claims it; nil when the merchant vouches for it.
  let claimant: Claimant?
}

extension ConversionCommand {
  /// The customer that it names, when it is a claim.
  var claimant: Claimant { Claimant(address: evidence.customerEmails.min() ?? "") }
}

extension [EvidenceSubmission] {
  /// The normalised e-mail addresses in it.
  var customerEmails: Set<String> {
    Set(map(\.item).filter { $0.kind == .email }.map(\.value).compactMap(EmailAddress.normalised))
  }

  /// The contacts that it names.
  var contactNames: [ContactName] {
    compactMap { submission in
      guard case .contact(let name) = submission.claim else { return nil }
      return name
    }
  }
}

extension [AddedEvidence] {
  /// All that was added.
  var submissions: [EvidenceSubmission] { flatMap(\.submissions) }

  /// What was added that the merchant vouches for.
  var trustedSubmissions: [EvidenceSubmission] { filter { $0.claimant == nil }.submissions }
}
