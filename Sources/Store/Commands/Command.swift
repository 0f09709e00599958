public import PartnerProgram

/// Something to write. Kept small, since thousands lie in the queue: the rare, large ones are boxed.
public enum Command: Sendable {
  /// Records a click.
  case click(ClickCommand)
  /// Records a lead, a sale or a refund.
  case conversion(ConversionCommand)
  /// Records a lead or a sale that a pixel told of.
  case pixel(PixelCommand)
  /// Records what an unsigned pixel claimed. Its outcome is `.conversion`.
  case confirm(ConfirmCommand)
  /// Makes an account. Fails with `.alreadyExists` when its slug is taken.
  indirect case createAccount(Account)
  /// Changes the account with this slug: name, plan and partner center.
  indirect case updateAccount(Account)
  /// Makes a program in the account that it names; the id is not looked at, here as in all others.
  indirect case createProgram(Program)
  /// Changes the program with this slug: all but account, currency and time zone, which must be the stored ones, and
  /// the time at which it was made, which stays.
  indirect case updateProgram(Program)
  /// Makes a partner in a program.
  indirect case createPartner(Partner)
  /// Changes the partner with this program and code: name, e-mail, status and partner-center access.
  indirect case updatePartner(Partner)
  /// Makes an API key of which only the hash is known here.
  indirect case createAPIKey(APIKey)
  /// Makes a coupon. Fails with `.alreadyExists` when its code is taken.
  indirect case createCoupon(Coupon)
  /// Ends a coupon.
  indirect case deleteCoupon(program: ProgramID, code: CouponCode)
  /// Makes a campaign. Fails with `.alreadyExists` when its code is taken, with `.failedPrecondition` when the program has
  /// `Campaign.maximumCampaigns`.
  indirect case createCampaign(Campaign)
  /// Ends a campaign.
  indirect case deleteCampaign(program: ProgramID, code: CampaignCode)
  /// Makes a new key that signs a program's pixels, and ends all but the one before.
  case rotatePixelKey(program: ProgramID, at: Timestamp)
  /// Makes an override or takes the place of the one for the same partner and product, for orders recorded from now on.
  indirect case setCommissionOverride(CommissionOverride)
  /// Ends an override, for orders recorded from now on.
  indirect case deleteCommissionOverride(program: ProgramID, partner: PartnerID?, sku: String)
  /// Erases a contact's names from it, its orders and their receipts.
  indirect case eraseContact(program: ProgramID, name: ContactName)
  /// Corrects a balance.
  indirect case createAdjustment(Adjustment)
  /// Pays out what is approved.
  indirect case createPayout(PayoutOrder)
  /// Deletes clicks of a program. Those that are gone already are left out.
  case purgeClicks(program: ProgramID, clicks: [ClickID])
  /// Revokes the key with this id; `at` is kept only the first time.
  indirect case revokeAPIKey(id: String, at: Timestamp)
}
