internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// `tributary.v1.Programs`: what merchants set up.
extension Tracker {
  var programsService: ServiceDefinition {
    ServiceDefinition(
      name: ProgramsService.name,
      methods: [
        change(ProgramsService.createAccount, scope: .admin, createAccount),
        change(ProgramsService.updateAccount, scope: .admin, updateAccount),
        query(ProgramsService.getAccount, scope: .admin, getAccount),
        query(ProgramsService.listAccounts, scope: .admin, listAccounts),
        change(ProgramsService.createProgram, scope: .admin, createProgram),
        change(ProgramsService.updateProgram, scope: .admin, updateProgram),
        query(ProgramsService.getProgram, scope: .server, getProgram),
        query(ProgramsService.listPrograms, scope: .admin, listPrograms),
        change(ProgramsService.createPartner, scope: .admin, createPartner),
        change(ProgramsService.updatePartner, scope: .admin, updatePartner),
        query(ProgramsService.getPartner, scope: .admin, getPartner),
        query(ProgramsService.listPartners, scope: .admin, listPartners),
        change(ProgramsService.createCoupon, scope: .admin, createCoupon),
        query(ProgramsService.listCoupons, scope: .admin, listCoupons),
        change(ProgramsService.deleteCoupon, scope: .admin, deleteCoupon),
        change(ProgramsService.createCampaign, scope: .admin, createCampaign),
        query(ProgramsService.listCampaigns, scope: .admin, listCampaigns),
        change(ProgramsService.deleteCampaign, scope: .admin, deleteCampaign),
        change(ProgramsService.rotatePixelKey, scope: .admin, rotatePixelKey),
        change(ProgramsService.setCommissionOverride, scope: .admin, setCommissionOverride),
        query(ProgramsService.listCommissionOverrides, scope: .admin, listCommissionOverrides),
        change(ProgramsService.deleteCommissionOverride, scope: .admin, deleteCommissionOverride),
        query(ProgramsService.getContact, scope: .admin, getContact),
        change(ProgramsService.eraseContact, scope: .admin, eraseContact),
        query(ProgramsService.listBalances, scope: .server, listBalances),
        change(ProgramsService.createAdjustment, scope: .admin, createAdjustment),
        change(ProgramsService.createPayout, scope: .admin, createPayout),
        query(ProgramsService.listPayouts, scope: .admin, listPayouts),
        query(ProgramsService.listPayoutLines, scope: .admin, listPayoutLines),
        change(ProgramsService.createApiKey, scope: .admin, createAPIKey),
        query(ProgramsService.listApiKeys, scope: .admin, listAPIKeys),
        change(ProgramsService.revokeApiKey, scope: .admin, revokeAPIKey),
      ])
  }

  /// Refuses a key that belongs to an account what only the server's own key may do.
  func requireServerKey(_ entry: APIKeyEntry) throws(RPCError) {
    guard entry.key.account == nil else {
      throw RPCError(.permissionDenied, "accounts are made and changed with the server's admin key only")
    }
  }
}

extension String {
  /// The text, or nil when it is empty, which in a message means "missing".
  var ifPresent: String? { isEmpty ? nil : self }
}
