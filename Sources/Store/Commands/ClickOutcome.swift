public import PartnerProgram

/// What became of a click.
public struct ClickOutcome: Sendable, Hashable {
  /// The click's id.
  public let clickID: ClickID
  /// The visitor's id; for a repeat the one that was stored first.
  public let visitorID: VisitorID
  /// Whether the click counts as a visit.
  public let disposition: ClickDisposition
  /// Whether it counts as a unique visit.
  public let isUniqueVisit: Bool
  /// Whether this click id had been recorded before.
  public let isReplayed: Bool

  /// Makes an outcome of its parts.
  public init(
    clickID: ClickID, visitorID: VisitorID, disposition: ClickDisposition, isUniqueVisit: Bool, isReplayed: Bool
  ) {
    self.clickID = clickID
    self.visitorID = visitorID
    self.disposition = disposition
    self.isUniqueVisit = isUniqueVisit
    self.isReplayed = isReplayed
  }
}
