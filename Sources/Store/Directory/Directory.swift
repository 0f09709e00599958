public import PartnerProgram
import Synchronization

/// The catalogue of accounts, programs, partners, campaigns and keys in memory, read by every loop without I/O.
///
/// It is loaded when the store is opened and changed after each commit, before the outcomes are delivered: whoever has
/// an outcome finds it here. Lookups take the bytes of a request where they lie and allocate nothing.
public final class Directory: Sendable {
  struct Tables {
    var accountsBySlug: [ByteKey: AccountEntry] = [:]
    var accountsByID: [AccountID: AccountEntry] = [:]
    var programsBySlug: [ByteKey: ProgramEntry] = [:]
    var programsByID: [ProgramID: ProgramEntry] = [:]
    var partnersByCode: [ByteKey: PartnerEntry] = [:]
    var partnersByID: [PartnerID: PartnerEntry] = [:]
    var keysByHash: [ByteKey: APIKeyEntry] = [:]
    var keysByID: [String: APIKeyEntry] = [:]
    var campaigns = CampaignTable()
    var trackingHosts = TrackingHosts()
  }

  let tables = Mutex(Tables())
  private let changes = Atomic<UInt64>(0)

  init() {}

  /// Grows with every change. A caller that keeps an entry may use it as long as this number stays the same.
  public var generation: UInt64 { changes.load(ordering: .acquiring) }

  // MARK: - Lookups

  /// The account with this slug.
  public func account(slug: UnsafeRawBufferPointer) -> AccountEntry? {
    let key = ByteKey(borrowing: slug)
    return tables.withLock { $0.accountsBySlug[key] }
  }

  /// The account of this row.
  public func account(id: AccountID) -> AccountEntry? {
    tables.withLock { $0.accountsByID[id] }
  }

  /// The program with this slug.
  public func program(slug: UnsafeRawBufferPointer) -> ProgramEntry? {
    let key = ByteKey(borrowing: slug)
    return tables.withLock { $0.programsBySlug[key] }
  }

  /// The program of this row.
  public func program(id: ProgramID) -> ProgramEntry? {
    tables.withLock { $0.programsByID[id] }
  }

  /// The partner with this code in a program.
  public func partner(program: ProgramID, code: UnsafeRawBufferPointer) -> PartnerEntry? {
    let key = ByteKey(scope: program.rawValue, borrowing: code)
    return tables.withLock { $0.partnersByCode[key] }
  }

  /// The partner of this row.
  public func partner(id: PartnerID) -> PartnerEntry? {
    tables.withLock { $0.partnersByID[id] }
  }

  /// The key whose secret has this SHA-256, live or revoked.
  public func apiKey(sha256: UnsafeRawBufferPointer) -> APIKeyEntry? {
    let key = ByteKey(borrowing: sha256)
    return tables.withLock { $0.keysByHash[key] }
  }

  /// The key with this public name, live or revoked.
  public func apiKey(id: String) -> APIKeyEntry? {
    tables.withLock { $0.keysByID[id] }
  }

  // MARK: - Changes

  /// Something that was made, changed or ended; it takes the place of what had the same identity.
  enum Change {
    case account(AccountEntry)
    case program(ProgramEntry)
    case partner(PartnerEntry)
    case apiKey(APIKeyEntry)
    case campaign(Campaign)
    case endedCampaign(Campaign)
  }

  /// Takes over what was committed.
  func apply(_ committed: [Change]) {
    guard !committed.isEmpty else { return }
    tables.withLock { tables in
      for change in committed {
        switch change {
        case .account(let entry):
          tables.accountsBySlug[ByteKey(owning: entry.account.slug.bytes)] = entry
          tables.accountsByID[entry.id] = entry
        case .program(let entry):
          tables.trackingHosts.replace(tables.programsByID[entry.id], by: entry)
          tables.programsBySlug[ByteKey(owning: entry.program.slug.bytes)] = entry
          tables.programsByID[entry.id] = entry
        case .partner(let entry):
          let scope = entry.partner.program.rawValue
          tables.partnersByCode[ByteKey(scope: scope, owning: entry.partner.code.bytes)] = entry
          tables.partnersByID[entry.id] = entry
        case .apiKey(let entry):
          tables.keysByHash[ByteKey(owning: entry.key.sha256)] = entry
          tables.keysByID[entry.key.id] = entry
        case .campaign(let campaign):
          tables.campaigns.add(campaign)
        case .endedCampaign(let campaign):
          tables.campaigns.remove(campaign.code, of: campaign.program)
        }
      }
    }
    changes.wrappingAdd(1, ordering: .releasing)
  }
}
