import PartnerProgram

/// Which programs are tracked at a host.
struct TrackingHosts {
  private var programs: [String: Set<ProgramID>] = [:]

  /// The programs whose tracking address has a host, in the order in which they were made.
  func programs(at host: String) -> [ProgramID] { (programs[host] ?? []).sorted() }

  /// Takes a program that was made or changed.
  mutating func replace(_ old: ProgramEntry?, by new: ProgramEntry) {
    if let old, let host = old.trackingHost {
      programs[host]?.remove(old.id)
      if programs[host]?.isEmpty == true { programs[host] = nil }
    }
    if let host = new.trackingHost { programs[host, default: []].insert(new.id) }
  }
}
