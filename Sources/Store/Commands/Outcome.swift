public import PartnerProgram

/// What became of a command. Kept small like `Command`: large payloads are boxed.
public enum Outcome: Sendable {
  /// The click is recorded, or was before.
  case click(ClickOutcome)
  /// The conversion is recorded, or was before.
  case conversion(ConversionOutcome)
  /// The account as stored.
  indirect case account(Account)
  /// The program as stored.
  indirect case program(Program)
  /// The partner as stored.
  indirect case partner(Partner)
  /// The key as stored.
  indirect case apiKey(APIKey)
  /// Nothing was written, except for what `.outcomeUnknown` says.
  case failed(StoreError)
}
