import PartnerProgram
import Store
import Tracker

/// Makes a database together with an admin key of the server itself, which belongs to no account, and returns the key's
/// secret: the only time that anybody sees it.
func makeDatabase(in directory: String, keyLabel: String) throws(StoreError) -> String {
  let secret = APIKeySecret()
  let key: APIKey
  do throws(FieldError) {
    key = try APIKey(
      id: secret.id, account: nil, scope: .admin, label: keyLabel, sha256: secret.sha256, createdAt: currentTime())
  } catch {
    throw .invalid(error)
  }
  try SQLiteStore.create(directory: directory, adminKey: key)
  return secret.text
}
