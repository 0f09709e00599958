internal import PartnerProgram
internal import Store
internal import TTRPC

extension Tracker {
  /// Whether the value of an `Authorization` field is a live admin key of the server itself, which belongs to no account.
  package func provesServerKey(_ header: String?) -> Bool {
    guard let header else { return false }
    let entry = withBytes(of: header) { try? ConnectionState.lookUp($0, in: store.directory) }
    guard let key = entry?.key else { return false }
    return key.account == nil && key.scope == .admin
  }
}
