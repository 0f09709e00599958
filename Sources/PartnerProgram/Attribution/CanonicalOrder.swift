/// The order in which evidence is considered and listed: by kind, by the bytes of the value, and of the clicks of one
/// visitor the latest first. Who vouches for it matters only where all else is the same.
enum CanonicalOrder {
  /// Evidence in this order. Names of contacts that are empty, because they were erased, stay in the order in which they
  /// came.
  static func sorted(_ evidence: [ResolvedEvidence]) -> [ResolvedEvidence] {
    evidence.enumerated().sorted { left, right in
      if precedes(left.element, right.element) { return true }
      return !precedes(right.element, left.element) && left.offset < right.offset
    }.map(\.element)
  }

  /// Whether one piece of evidence is considered before another.
  private static func precedes(_ left: ResolvedEvidence, _ right: ResolvedEvidence) -> Bool {
    guard left.item == right.item else { return left.item < right.item }
    guard !left.item.value.isEmpty else { return false }
    guard left.finding != right.finding else { return left.trust < right.trust }
    switch (left.finding, right.finding) {
    case (.referral(let left), .referral(let right)):
      guard left.occurredAt == right.occurredAt, left.click == right.click else { return left.isLater(than: right) }
      return precedes(left, right)
    case (.referral, _), (.unknown, .badSignature): return true
    default: return false
    }
  }

  /// Two tokens that differ only where they are not kept any more are one item that leads to two things, so that even
  /// these need an order.
  private static func precedes(_ left: Referral, _ right: Referral) -> Bool {
    if left.partner != right.partner { return left.partner < right.partner }
    if left.subID != right.subID { return isLess(left.subID, right.subID) }
    if left.landingPage != right.landingPage { return isLess(left.landingPage, right.landingPage) }
    if left.disposition != right.disposition { return left.disposition.rawValue < right.disposition.rawValue }
    return left.isPartnerActive && !right.isPartnerActive
  }

  /// Nothing comes before everything.
  private static func isLess<Value: Comparable>(_ left: Value?, _ right: Value?) -> Bool {
    guard let right else { return false }
    return left.map { $0 < right } ?? true
  }
}
