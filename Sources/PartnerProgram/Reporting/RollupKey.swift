/// What figures are summed up under.
public struct RollupKey: Hashable, Sendable {
  /// The program.
  public let program: ProgramID
  /// The partner.
  public let partner: PartnerID
  /// The SubID of the click; nil for clicks without one.
  public let subID: SubID?
  /// The day in the program's time zone.
  public let day: Day
  /// The currency of the money; clicks and leads are counted under the program's.
  public let currency: Currency

  /// Makes a key.
  public init(program: ProgramID, partner: PartnerID, subID: SubID?, day: Day, currency: Currency) {
    self.program = program
    self.partner = partner
    self.subID = subID
    self.day = day
    self.currency = currency
  }
}
