import PartnerProgram

/// Campaigns in memory, and the hosts that each program's campaigns lead to.
struct CampaignTable {
  private var campaignsByCode: [ByteKey: Campaign] = [:]
  /// How many campaigns of a program lead to a host.
  private var counts: [ProgramID: [String: Int]] = [:]

  /// The campaign with this code in a program.
  func campaign(_ key: ByteKey) -> Campaign? { campaignsByCode[key] }

  /// Whether a campaign of a program leads to a host.
  func hasHost(_ host: String, in program: ProgramID) -> Bool { counts[program]?[host] != nil }

  /// Takes a campaign that was made.
  mutating func add(_ campaign: Campaign) {
    remove(campaign.code, of: campaign.program)
    campaignsByCode[Self.key(campaign.code, campaign.program)] = campaign
    counts[campaign.program, default: [:]][campaign.landingURL.host, default: 0] += 1
  }

  /// Forgets a campaign that was ended.
  mutating func remove(_ code: CampaignCode, of program: ProgramID) {
    guard let ended = campaignsByCode.removeValue(forKey: Self.key(code, program)) else { return }
    let host = ended.landingURL.host
    let count = counts[program]?[host] ?? 0
    counts[program]?[host] = count > 1 ? count - 1 : nil
  }

  private static func key(_ code: CampaignCode, _ program: ProgramID) -> ByteKey {
    ByteKey(scope: program.rawValue, owning: code.bytes)
  }
}
