/// Chooses which clicks of a visitor become candidates.
public enum VisitorTouches {
  /// The clicks that become candidates, the latest first.
  ///
  /// Of those in the window they are the latest ``Attribution/maximumTouchesOfVisitor``, the latest one that may earn
  /// when none of these may, and with first touch the earliest one that may earn. When none lies in the window, it is
  /// the latest one before it, so that the receipt can say why it did not win. Clicks after it are never candidates:
  /// what a visitor does later says nothing about what it bought before.
  ///
  /// - Parameters:
  ///   - touches: Clicks of one visitor, in any order. Of several with the same click id the first one is taken.
  ///   - windowDays: How long a click can earn, in periods of 24 hours.
  ///   - convertedAt: When the conversion happened.
  ///   - touch: Which click wins.
  public static func select(
    _ touches: [Referral], windowDays: Int32, convertedAt: Timestamp, touch: TouchPreference = .last
  ) -> [Referral] {
    let window = TouchWindow(days: windowDays, convertedAt: convertedAt)
    var seen: Set<ClickID> = []
    var inside: [Referral] = []
    var latestBefore: Referral?
    for referral in touches {
      guard let click = referral.click, let occurredAt = referral.occurredAt, seen.insert(click).inserted else {
        continue
      }
      switch window.place(of: occurredAt) {
      case .inside: inside.append(referral)
      case .before: if latestBefore.map(referral.isLater) ?? true { latestBefore = referral }
      case .after: break
      }
    }
    guard !inside.isEmpty else { return [latestBefore].compactMap(\.self) }
    return select(fromWindow: inside.sorted { $0.isLater(than: $1) }, touch: touch)
  }

  private static func select(fromWindow touches: [Referral], touch: TouchPreference) -> [Referral] {
    let latest = touches.prefix(Attribution.maximumTouchesOfVisitor)
    let rest = touches.dropFirst(Attribution.maximumTouchesOfVisitor)
    var selected = Array(latest)
    if !latest.contains(where: \.mayEarn), let earning = rest.first(where: \.mayEarn) { selected.append(earning) }
    if touch == .first, let earliest = rest.last(where: \.mayEarn), earliest != selected.last {
      selected.append(earliest)
    }
    return selected
  }
}
