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
  /// The browser fetched the link ahead of a click, or something only asked for its headers: kept, not counted. The
  /// browser may show what it fetched, so it can earn.
  case prefetch = 5
  /// Its SubID was too long or no text: kept under the beginning of it that is one, not counted. The visitor came all the
  /// same, so it can earn.
  case invalidSubID = 6

  /// What becomes of a click as far as it can be told without looking at other clicks: a bot's is a bot's whatever the
  /// partner, then comes the partner, then whether anybody saw the page, and then the SubID.
  ///
  /// - Parameters:
  ///   - isBot: Whether ``KnownBots`` has its user agent.
  ///   - partnerStatus: The partner's status at the time of the click's arrival.
  ///   - isPrefetch: Whether the link was fetched ahead, or only its headers were asked for.
  ///   - hasInvalidSubID: Whether the link's SubID was shortened to a valid one.
  public static func decide(
    isBot: Bool, partnerStatus: PartnerStatus, isPrefetch: Bool = false, hasInvalidSubID: Bool = false
  ) -> ClickDisposition {
    guard !isBot else { return .bot }
    guard partnerStatus == .active else { return .inactivePartner }
    guard !isPrefetch else { return .prefetch }
    return hasInvalidSubID ? .invalidSubID : .counted
  }

  /// Whether a click with this disposition can win a conversion. One that repeats a visit can: it proves the visit that it
  /// repeats.
  public var canEarn: Bool {
    switch self {
    case .counted, .repeated, .prefetch, .invalidSubID: true
    case .inactivePartner, .bot: false
    }
  }
}
