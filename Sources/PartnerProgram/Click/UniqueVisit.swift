/// When a visit is a unique one.
public enum UniqueVisit {
  /// How long a visitor does not count again after a visit through the same partner and SubID: 24 hours.
  public static let quietPeriod: Int64 = Timestamp.microsecondsPerDay

  /// Whether a click counts as a unique visit: it counts, and its visitor had not visited through the same partner
  /// and SubID in the 24 hours before. A visit exactly 24 hours before is not in them.
  ///
  /// Clicks may arrive out of order. What was acknowledged does not change, so a click that happened before a visit
  /// already counted is never unique: the visitor was counted for that later visit, and counting the earlier one too
  /// could count one day twice.
  ///
  /// - Parameters:
  ///   - occurredAt: When the click happened.
  ///   - disposition: What became of it.
  ///   - lastCountedVisit: When the latest visit among those recorded before happened, of the same visitor, partner
  ///     and SubID, counting only clicks that counted; nil when there is none.
  public static func isUnique(
    occurredAt: Timestamp, disposition: ClickDisposition, lastCountedVisit: Timestamp?
  ) -> Bool {
    guard disposition == .counted else { return false }
    guard let lastCountedVisit else { return true }
    return occurredAt.elapsed(since: lastCountedVisit) >= Int128(quietPeriod)
  }
}
