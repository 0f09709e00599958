/// Whether a click counts as a visit, or why not. The numbers are those of the public contract and are stored.
public enum ClickDisposition: UInt8, CaseIterable, Sendable {
  /// A visit.
  case counted = 1
  /// The partner was not active: kept, not counted.
  case inactivePartner = 2
  /// The visitor had visited through the same partner and SubID a moment before: kept, not counted. It proves the visit
  /// that it repeats, so it can earn.
  case repeated = 3
  /// It is that of a known bot: kept, not counted, and it never earns.
  case bot = 4

  /// What becomes of a click as far as it can be told without looking at other clicks: a bot's is a bot's whatever the
  /// partner.
  ///
  /// - Parameters:
  ///   - isBot: Whether ``KnownBots`` has its user agent.
  ///   - partnerStatus: The partner's status at the time of the click's arrival.
  public static func decide(isBot: Bool, partnerStatus: PartnerStatus) -> ClickDisposition {
    guard !isBot else { return .bot }
    switch partnerStatus {
    case .active: return .counted
    case .inactive: return .inactivePartner
    }
  }
}
