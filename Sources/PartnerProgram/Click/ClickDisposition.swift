/// Whether a click counts as a visit, or why not. The numbers are those of the public contract and are stored.
public enum ClickDisposition: UInt8, CaseIterable, Sendable {
  /// A visit.
  case counted = 1
  /// The partner was not active: kept, not counted.
  case inactivePartner = 2

  /// What becomes of a click through a partner that has a status at the time of the click's arrival.
  public static func decide(partnerStatus: PartnerStatus) -> ClickDisposition {
    switch partnerStatus {
    case .active: .counted
    case .inactive: .inactivePartner
    }
  }
}
