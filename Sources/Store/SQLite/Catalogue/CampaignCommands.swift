import GRDB
import PartnerProgram

/// Makes and ends campaigns.
enum CampaignCommands {
  static func create(_ campaign: Campaign, in database: Database) throws -> Campaign {
    let hasProgram =
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM programs WHERE program_id = ?)",
        arguments: [campaign.program.rawValue]) ?? false
    guard hasProgram else { throw StoreError.notFound("program") }
    if try stored(campaign.code, of: campaign.program, in: database) != nil {
      throw StoreError.alreadyExists(field: "code", message: "the program has a campaign \(campaign.code) already")
    }
    let count =
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM campaigns WHERE program_id = ?",
        arguments: [campaign.program.rawValue]) ?? 0
    guard count < Campaign.maximumCampaigns else {
      throw StoreError.failedPrecondition(
        "the program has \(count) campaigns already, and at most \(Campaign.maximumCampaigns) are kept")
    }
    try database.execute(
      sql: "INSERT INTO campaigns (program_id, code, landing_url, created_at) VALUES (?, ?, ?, ?)",
      arguments: [
        campaign.program.rawValue, campaign.code.text, campaign.landingURL.text, campaign.createdAt.microseconds,
      ])
    return campaign
  }

  static func delete(_ code: CampaignCode, of program: ProgramID, in database: Database) throws -> Campaign {
    guard let campaign = try stored(code, of: program, in: database) else { throw StoreError.notFound("campaign") }
    try database.execute(
      sql: "DELETE FROM campaigns WHERE program_id = ? AND code = ?", arguments: [program.rawValue, code.text])
    return campaign
  }

  private static func stored(_ code: CampaignCode, of program: ProgramID, in database: Database) throws -> Campaign? {
    try Row.fetchOne(
      database, sql: "SELECT * FROM campaigns WHERE program_id = ? AND code = ?",
      arguments: [program.rawValue, code.text]
    )
    .map(CatalogueRows.campaign)
  }
}
