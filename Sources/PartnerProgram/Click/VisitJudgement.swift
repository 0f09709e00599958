/// Tells visits from repeats of visits, and unique visits from others.
public enum VisitJudgement {
  /// How close to a visit through the same partner and SubID a click of the same visitor is a repeat of it (a double
  /// click, a reload): less than 10 seconds before or after it.
  public static let repeatPeriod: Int64 = 10 * Timestamp.microsecondsPerSecond

  /// How long a visitor does not count again as unique after a visit through the same partner and SubID: 24 hours.
  public static let quietPeriod: Int64 = Timestamp.microsecondsPerDay

  /// Whether a click repeats a visit, and whether it counts as a unique one: it counts, and its visitor had not visited
  /// through the same partner and SubID in the 24 hours before. A visit exactly 24 hours before is not in them.
  ///
  /// Clicks may arrive out of order. What was acknowledged does not change, so a click that happened before a visit
  /// already counted is never unique: the visitor was counted for that later visit, and counting the earlier one too
  /// could count one day twice.
  ///
  /// - Parameters:
  ///   - occurredAt: When the click happened.
  ///   - disposition: What ``ClickDisposition/decide(isBot:partnerStatus:isPrefetch:hasInvalidSubID:)`` says of it.
  ///   - lastCountedVisit: When the latest visit among those recorded before happened, of the same visitor, partner
  ///     and SubID, counting only clicks that counted; nil when there is none.
  public static func judge(
    occurredAt: Timestamp, disposition: ClickDisposition, lastCountedVisit: Timestamp?
  ) -> (disposition: ClickDisposition, isUnique: Bool) {
    guard disposition == .counted else { return (disposition, false) }
    guard let lastCountedVisit else { return (.counted, true) }
    let elapsed = occurredAt.elapsed(since: lastCountedVisit)
    guard elapsed.magnitude >= UInt128(repeatPeriod) else { return (.repeated, false) }
    return (.counted, elapsed >= Int128(quietPeriod))
  }
}
