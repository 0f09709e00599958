public import PartnerProgram

/// What became of a command. Kept small like `Command`: large payloads are boxed.
public enum Outcome: Sendable {
  /// The click is recorded, or was before.
  case click(ClickOutcome)
  /// The conversion is recorded, or was before.
  case conversion(ConversionOutcome)
  /// The pixel is recorded or kept, or was before.
  case pixel(PixelOutcome)
  /// The account as stored.
  indirect case account(Account)
  /// The program as stored.
  indirect case program(Program)
  /// The partner as stored.
  indirect case partner(Partner)
  /// The key as stored.
  indirect case apiKey(APIKey)
  /// The coupon as stored, or as it was when it is ended.
  indirect case coupon(Coupon)
  /// The campaign as stored, or as it was when it is ended.
  indirect case campaign(Campaign)
  /// The new key of a program's pixels.
  indirect case pixelKey(PixelKey)
  /// The override as stored, or as it was when it is ended.
  indirect case commissionOverride(CommissionOverride)
  /// The contact is erased; so many conversions do not name it any more.
  case contactErased(conversions: Int64)
  /// The entry that the adjustment made, now or before.
  indirect case adjustment(RecordedEntry, isReplayed: Bool)
  /// The payout, made now or before.
  indirect case payout(Payout, isReplayed: Bool)
  /// So many clicks are deleted.
  case clicksPurged(Int64)
  /// Nothing was written, except for what `.outcomeUnknown` says.
  case failed(StoreError)
}
