/// What an API key may do. The numbers are those of the public contract and are stored.
public enum KeyScope: UInt8, CaseIterable, Sendable {
  /// Record clicks: may be seen by browsers.
  case publishable = 1
  /// Also record conversions, report and write pixels: for the merchant's servers.
  case server = 2
  /// Also administer programs, partners and keys of the account.
  case admin = 3
  /// Read the reports of one partner and nothing else.
  case partnerReport = 4

  /// Whether a key of this scope may do what a scope is needed for.
  ///
  /// Publishable, server and admin each include the ones before. Reading one partner's report, which is all that
  /// ``partnerReport`` allows, is also allowed to server and admin.
  public func permits(_ needed: KeyScope) -> Bool {
    switch (self, needed) {
    case (.partnerReport, _): needed == .partnerReport
    case (_, .partnerReport): self != .publishable
    default: rawValue >= needed.rawValue
    }
  }
}
