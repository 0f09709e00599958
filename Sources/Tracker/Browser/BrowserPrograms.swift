package import PartnerProgram
package import Store

/// What a request of a browser is for. Browsers have no key: what links and pixels may name is public.
extension Tracker {
  /// The program that a request is for: the one that it names; or else the one that is tracked at the host that it was sent
  /// to; or else the only one there is.
  ///
  /// - Parameters:
  ///   - slug: What the request names, any bytes; nil or empty when it names none.
  ///   - host: The host that it was sent to, as in `WebAddress.host`; nil when that is not known.
  package func program(named slug: [UInt8]?, at host: @autoclosure () -> String?) -> ProgramEntry? {
    if let slug, !slug.isEmpty { return slug.withUnsafeBytes { store.directory.program(slug: $0) } }
    let tracked = host().map { store.directory.programs(trackedAt: $0) } ?? []
    return tracked.count == 1 ? tracked[0] : store.directory.onlyProgram
  }

  /// The partner of a program with a code of any bytes.
  package func partner(_ code: [UInt8], of program: ProgramEntry) -> PartnerEntry? {
    code.withUnsafeBytes { store.directory.partner(program: program.id, code: $0) }
  }

  /// The campaign of a program with a code of any bytes.
  package func campaign(_ code: [UInt8], of program: ProgramEntry) -> Campaign? {
    code.withUnsafeBytes { store.directory.campaign(program: program.id, code: $0) }
  }

  /// Whether visitors of a program may be sent to an address.
  package func allows(_ address: WebAddress, in program: ProgramEntry) -> Bool {
    store.directory.allows(address, in: program)
  }
}
