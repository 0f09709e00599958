import PartnerProgram
import Store
import Testing

/// Sending a shop clicks.
extension Shop {
  func clickCommand(
    _ partner: Partner, at time: Timestamp = start, subID: String = "", landing: String = "",
    visitor: VisitorID? = nil, click: ClickID? = nil, isBot: Bool = false,
    isPrefetch: Bool = false, hasInvalidSubID: Bool = false
  ) throws -> Command {
    let entry = try #require(store.directory.partner(id: partner.id))
    let programEntry = try #require(store.directory.program(id: program.id))
    return .click(
      ClickCommand(
        program: programEntry, partner: entry,
        disposition: .decide(
          isBot: isBot, partnerStatus: entry.partner.status, isPrefetch: isPrefetch, hasInvalidSubID: hasInvalidSubID),
        clickID: click ?? ClickID(rawValue: Self.id()), clickIDWasSent: click != nil,
        visitorID: visitor ?? VisitorID(rawValue: Self.id()), visitorIsNew: visitor == nil, occurredAt: time,
        receivedAt: time, texts: try PackedTexts(subID: subID, landingURL: landing)))
  }

  @discardableResult
  func click(
    _ partner: Partner, at time: Timestamp = start, subID: String = "", landing: String = "",
    visitor: VisitorID? = nil, click: ClickID? = nil, isBot: Bool = false,
    isPrefetch: Bool = false, hasInvalidSubID: Bool = false
  ) async throws -> ClickOutcome {
    let outcome = try await store.perform(
      clickCommand(
        partner, at: time, subID: subID, landing: landing, visitor: visitor, click: click, isBot: isBot,
        isPrefetch: isPrefetch, hasInvalidSubID: hasInvalidSubID))
    guard case .click(let result) = outcome else { throw UnexpectedOutcome() }
    return result
  }
}

extension PackedTexts {
  /// Texts of strings.
  init(
    subID: String = "", landingURL: String = "", referrerURL: String = "", userAgent: String = "", ip: String = ""
  ) throws {
    let texts = [subID, landingURL, referrerURL, userAgent, ip].map { Array($0.utf8) }
    self = try texts[0].withUnsafeBytes { subID in
      try texts[1].withUnsafeBytes { landingURL in
        try texts[2].withUnsafeBytes { referrerURL in
          try texts[3].withUnsafeBytes { userAgent in
            try texts[4].withUnsafeBytes { ip in
              try PackedTexts(
                subID: subID, landingURL: landingURL, referrerURL: referrerURL, userAgent: userAgent, ip: ip)
            }
          }
        }
      }
    }
  }
}
