/// A landing page of a program, which links name.
public struct Campaign: Hashable, Sendable {
  /// The program it is in.
  public let program: ProgramID
  /// What links name it by, unique in the program and for ever.
  public let code: CampaignCode
  /// Where its links lead.
  public let landingURL: WebAddress
  /// When it was made.
  public let createdAt: Timestamp

  /// How many campaigns a program can have: they are all kept in memory.
  public static let maximumCampaigns = 10_000

  /// Makes a campaign.
  public init(program: ProgramID, code: CampaignCode, landingURL: WebAddress, createdAt: Timestamp) {
    self.program = program
    self.code = code
    self.landingURL = landingURL
    self.createdAt = createdAt
  }
}
