internal import PartnerProgram
internal import Store
internal import TTRPC

extension Tracker {
  /// Whether the value of an `Authorization` field is a live key, of whatever scope and account.
  package func provesKey(_ header: String?) -> Bool {
    key(provenBy: header) != nil
  }

  /// Whether the value of an `Authorization` field is a live admin key of the server itself, which belongs to no account.
  package func provesServerKey(_ header: String?) -> Bool {
    guard let key = key(provenBy: header)?.key else { return false }
    return key.account == nil && key.scope == .admin
  }

  private func key(provenBy header: String?) -> APIKeyEntry? {
    guard let header else { return nil }
    return withBytes(of: header) { try? ConnectionState.lookUp($0, in: store.directory) }
  }
}
