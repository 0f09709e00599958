package import PartnerProgram
package import Store

/// A partner's link that a browser followed, with what it said of itself. Nothing of it is refused: what is too long is
/// cut.
package struct FollowedLink: Sendable {
  /// The program.
  package let program: ProgramEntry
  /// The partner that the link names, of that program.
  package let partner: PartnerEntry
  /// What the partner appended as its SubID, any bytes. Empty means none.
  package var subID: [UInt8]
  /// Whether nobody has seen the page: the browser fetched the link ahead, or only its headers were asked for.
  package var isPrefetch: Bool
  /// Where the browser is sent, without our token; nil when there is no such page yet.
  package var landingURL: WebAddress?
  /// The page that the link is on. Empty means not known.
  package var referrerURL: String
  /// What the browser calls itself. Empty means not known.
  package var userAgent: String
  /// The browser's network address in text form. Empty means not known.
  package var address: String
  /// The visitor that the browser's cookie names; nil when it has none of ours.
  package var visitor: VisitorID?

  /// Takes a link of its parts.
  package init(
    program: ProgramEntry, partner: PartnerEntry, subID: [UInt8] = [], isPrefetch: Bool = false,
    landingURL: WebAddress? = nil, referrerURL: String = "", userAgent: String = "", address: String = "",
    visitor: VisitorID? = nil
  ) {
    self.program = program
    self.partner = partner
    self.subID = subID
    self.isPrefetch = isPrefetch
    self.landingURL = landingURL
    self.referrerURL = referrerURL
    self.userAgent = userAgent
    self.address = address
    self.visitor = visitor
  }
}

/// What became of a followed link, and what its browser is given.
package struct FollowedLinkRecord: Sendable {
  /// Whether the visit is on disk.
  package enum Fate: Sendable {
    /// It is, under this disposition.
    case recorded(ClickDisposition)
    /// Not yet, after the time that a visitor can be kept waiting. It may still come to that.
    case late
    /// It never will be.
    case lost(StoreError)
  }

  /// Whether the visit is on disk.
  package let fate: Fate
  /// The value of the visitor's cookie; nil for a bot, which is no visitor.
  package let visitorToken: String?
  /// The proof of the visit for the landing page; nil when there is no visit that it could prove.
  package let clickToken: String?
}
