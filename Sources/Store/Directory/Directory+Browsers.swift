public import PartnerProgram
import Synchronization

/// What is asked for requests of browsers, which name hosts and campaigns.
extension Directory {
  /// The campaign with this code in a program.
  public func campaign(program: ProgramID, code: UnsafeRawBufferPointer) -> Campaign? {
    let key = ByteKey(scope: program.rawValue, borrowing: code)
    return tables.withLock { $0.campaigns.campaign(key) }
  }

  /// The programs whose tracking address has a host, in the order in which they were made.
  ///
  /// - Parameter host: As in `WebAddress.host`.
  public func programs(trackedAt host: String) -> [ProgramEntry] {
    tables.withLock { tables in tables.trackingHosts.programs(at: host).compactMap { tables.programsByID[$0] } }
  }

  /// The program of a server that has only one; nil otherwise.
  public var onlyProgram: ProgramEntry? {
    tables.withLock { $0.programsByID.count == 1 ? $0.programsByID.values.first : nil }
  }

  /// Whether a program's visitors may be sent to an address: when its host is that of the program's own addresses or of
  /// one of its campaigns', or is allowed.
  public func allows(_ address: WebAddress, in program: ProgramEntry) -> Bool {
    allows(host: address.host, in: program)
  }

  /// Whether a program's visitors may be sent to a host, as ``allows(_:in:)`` tells.
  ///
  /// - Parameter host: As in `WebAddress.host`.
  public func allows(host: String, in program: ProgramEntry) -> Bool {
    program.hosts.contains(host) || program.program.allowedHosts.contains { $0.matches(host) }
      || tables.withLock { $0.campaigns.hasHost(host, in: program.id) }
  }
}
