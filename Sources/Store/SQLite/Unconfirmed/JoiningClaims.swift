import PartnerProgram

/// Claims that become part of an order.
struct JoiningClaims {
  /// They.
  private(set) var claims: [UnconfirmedClaim] = []
  /// For each, what it adds to the order's evidence.
  private(set) var evidence: [[EvidenceSubmission]] = []

  /// Lets those claims join an order that say what its money is, in the order in which they came, as far as it has room
  /// for their evidence. Their customers become the order's where none was known.
  ///
  /// - Parameter added: The evidence that the order's command adds.
  init(_ candidates: [UnconfirmedClaim], _ order: inout RecordedOrder, besides added: [EvidenceSubmission]) {
    for claim in candidates where order.differenceOfMoney(in: claim.command) == nil {
      let others = [added] + evidence
      guard order.hasRoomForClaim(of: claim.command, besides: others.flatMap(\.self)) else { continue }
      evidence.append(order.addingEvidence(of: claim.command, besides: others.flatMap(\.self)))
      claims.append(claim)
    }
  }
}

extension RecordedOrder {
  /// Whether it takes the evidence of a claim.
  ///
  /// - Parameter others: Evidence that is added to the order at the same time.
  func hasRoomForClaim(of command: ConversionCommand, besides others: [EvidenceSubmission] = []) -> Bool {
    let added = newEvidence(of: command, besides: others)
    guard !added.isEmpty else { return true }
    let known = Set(candidates.map(\.candidate.evidence)).union(others.map(\.item))
    return known.count + added.count <= UnconfirmedClaim.maximumItemsOfOrder
  }

  /// The first field in which what a claim says of its money is not so.
  func differenceOfMoney(in command: ConversionCommand) -> OrderDifference? {
    guard row.isTest == command.isTest else {
      return OrderDifference(field: "test", stored: "\(row.isTest)", sent: "\(command.isTest)")
    }
    guard row.kind != .lead, let sent = command.amounts else { return nil }
    return sent.firstDifference(from: amounts)
  }
}
