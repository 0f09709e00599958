public import PartnerProgram

/// Something to write. Kept small, since thousands lie in the queue: the rare, large ones are boxed.
public enum Command: Sendable {
  /// Records a click.
  case click(ClickCommand)
  /// Records a lead, a sale or a refund.
  case conversion(ConversionCommand)
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
  /// Revokes the key with this id; `at` is kept only the first time.
  indirect case revokeAPIKey(id: String, at: Timestamp)
}
