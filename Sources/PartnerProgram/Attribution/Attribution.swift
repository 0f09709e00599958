/// Decides who referred a conversion.
public enum Attribution {
  /// How many clicks of one visitor become candidates, the latest first, so that a visitor who clicks without end
  /// does not make a receipt without end. When none of them may earn, the latest one that may is a candidate too.
  public static let maximumTouchesOfVisitor = 50

  /// How many clicks of one visitor are looked at for one that may earn, the latest first, so that a visitor who clicks
  /// without end through partners that are not active does not hold up the store.
  public static let maximumTouchesExamined = 10_000

  /// Decides by last touch: of the eligible clicks the latest one wins, and of two at the same time the one with the
  /// larger click id. A click is eligible when
  ///
  /// 1. no candidate before it led to the same click,
  /// 2. it did not come after the conversion; since the clocks of carts differ, a click up to
  ///    ``Timestamp/maximumLead`` after it counts as one of the same moment,
  /// 3. it is not older than the window at the time of the conversion (a click exactly that old is eligible),
  /// 4. it counted when it was recorded and its partner is active.
  ///
  /// The first of these that it fails is its verdict.
  ///
  /// - Parameters:
  ///   - evidence: What the conversion brought, in the order in which it is to be listed.
  ///   - windowDays: How long a click can earn, in periods of 24 hours.
  ///   - convertedAt: When the conversion happened.
  public static func decideByLastTouch(
    evidence: [ResolvedEvidence], windowDays: Int32, convertedAt: Timestamp
  ) -> Receipt {
    var seen: Set<ClickID> = []
    var refusals: [Verdict?] = []
    var winner: Touch?
    for resolved in evidence {
      let refusal = refusal(of: resolved.finding, windowDays: windowDays, convertedAt: convertedAt, seen: &seen)
      refusals.append(refusal)
      if refusal == nil, let touch = resolved.finding.touch, winner.map(touch.isLater) ?? true {
        winner = touch
      }
    }
    let candidates = zip(evidence, refusals).map { resolved, refusal in
      let touch = resolved.finding.touch
      return Candidate(
        evidence: resolved.item, touch: touch, verdict: refusal ?? (touch == winner ? .won : .laterTouchWon))
    }
    return Receipt(winner: winner, rule: winner == nil ? .unattributed : .lastTouch, candidates: candidates)
  }

  /// Why a finding cannot win, or nil when it can.
  private static func refusal(
    of finding: EvidenceFinding, windowDays: Int32, convertedAt: Timestamp, seen: inout Set<ClickID>
  ) -> Verdict? {
    switch finding {
    case .unknown: return .unknown
    case .badSignature: return .badSignature
    case .touch(let touch):
      guard seen.insert(touch.click).inserted else { return .duplicate }
      let age = convertedAt.elapsed(since: touch.occurredAt)
      guard age >= -Int128(Timestamp.maximumLead) else { return .afterConversion }
      guard max(age, 0) <= Int128(windowDays) * Int128(Timestamp.microsecondsPerDay) else { return .expired }
      guard touch.mayEarn else { return .partnerInactive }
      return nil
    }
  }
}

extension EvidenceFinding {
  /// The click that was found, if one was.
  var touch: Touch? {
    guard case .touch(let touch) = self else { return nil }
    return touch
  }
}
