public import PartnerProgram

/// A click to record, checked and complete: the store only decides whether it is unique and whether it is a repeat.
///
/// It holds no `String` and makes a single allocation, that of its texts.
public struct ClickCommand: Sendable {
  /// The program whose link was followed.
  public let program: ProgramID
  /// The partner that the link names.
  public let partner: PartnerID
  /// The click's id, made by the caller or the server.
  public let clickID: ClickID
  /// The visitor's id, from the cookie or made by the server.
  public let visitorID: VisitorID
  /// When the link was followed.
  public let occurredAt: Timestamp
  /// When the server took the call.
  public let receivedAt: Timestamp
  /// The day of `occurredAt` in the program's time zone.
  public let day: Day
  /// The program's currency, under which clicks are reported.
  public let currency: Currency
  /// Whether the click counts, as far as that can be told without the store, which finds out whether it is a repeat.
  public let disposition: ClickDisposition
  /// Whether the caller sent the click id, so that this may be a repeat. An id that the server has just made cannot.
  public let clickIDWasSent: Bool
  /// Whether the server has just made the visitor's id, so that there can be no earlier visit.
  public let visitorIsNew: Bool
  /// SubID, URLs, user agent and address.
  public let texts: PackedTexts

  /// Makes a command from catalogue entries, which give ids, day and currency.
  ///
  /// - Precondition: `partner` belongs to `program`.
  public init(
    program: ProgramEntry,
    partner: PartnerEntry,
    disposition: ClickDisposition,
    clickID: ClickID,
    clickIDWasSent: Bool,
    visitorID: VisitorID,
    visitorIsNew: Bool,
    occurredAt: Timestamp,
    receivedAt: Timestamp,
    texts: PackedTexts
  ) {
    self.program = program.id
    self.partner = partner.id
    self.clickID = clickID
    self.clickIDWasSent = clickIDWasSent
    self.visitorID = visitorID
    self.visitorIsNew = visitorIsNew
    self.occurredAt = occurredAt
    self.receivedAt = receivedAt
    day = program.calendar.day(of: occurredAt)
    currency = program.currency
    self.disposition = disposition
    self.texts = texts
  }
}
