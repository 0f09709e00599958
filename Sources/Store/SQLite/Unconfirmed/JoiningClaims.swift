import PartnerProgram

/// Claims that become part of an order.
struct JoiningClaims {
  /// They.
  private(set) var claims: [UnconfirmedClaim] = []
  /// For each, what it adds to the order's evidence.
  private(set) var evidence: [AddedEvidence] = []

  /// Lets those claims join an order that say what its money and its customer are, in the order in which they came, as far
  /// as it has room for their evidence. Their customers become the order's where none was known.
  ///
  /// - Parameter added: The evidence that the order's command adds.
  init(_ candidates: [UnconfirmedClaim], _ order: inout RecordedOrder, besides added: AddedEvidence) {
    for claim in candidates where order.difference(in: claim.command, besides: [added]) == nil {
      let others = [added] + evidence
      guard order.hasRoomForClaim(of: claim.command, besides: others) else { continue }
      evidence.append(order.takeOver(claim.command, of: claim.command.claimant, besides: others))
      claims.append(claim)
    }
  }
}

extension RecordedOrder {
  /// Whether it takes the evidence of a claim.
  ///
  /// - Parameter others: Evidence that is added to the order at the same time.
  func hasRoomForClaim(of command: ConversionCommand, besides others: [AddedEvidence] = []) -> Bool {
    let added = newEvidence(of: command, besides: others.submissions)
    guard !added.isEmpty else { return true }
    let known = Set(candidates.map(\.candidate.evidence)).union(others.submissions.map(\.item))
    return known.count + added.count <= UnconfirmedClaim.maximumItemsOfOrder
  }

  /// The field of the public contract in which a claim is not about this order, so that it does not join by itself. It tells
  /// nothing of the order's customer but that it is another.
  ///
  /// - Parameter others: Evidence that is added to the order at the same time.
  func difference(in command: ConversionCommand, besides others: [AddedEvidence] = []) -> String? {
    if let money = differenceOfMoney(in: command) { return money.field }
    return trustedCustomer(with: others).isNamed(by: command.claimant, of: row.kind) ? nil : "customer.email"
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
