internal import PartnerProgram
internal import Store
internal import TTRPC

/// What must be paid for or switched on before a call is answered. Recording is never gated, and SubIDs are always
/// stored: an account that upgrades finds its history.
enum Gating {
  /// What an account lacks, to use what its plan may not have.
  static func missing(_ capability: Capability, of account: PartnerProgram.Account) -> [String] {
    guard !account.plan.includes(capability) else { return [] }
    return ["plan \(capability.neededPlan.name) or above (account \(account.slug) has plan \(account.plan.name))"]
  }

  /// What is lacking for a report whose rows tell SubIDs apart.
  ///
  /// - Parameter reader: the partner that reads its own report; nil for the merchant.
  static func missingForSubIDs(
    of account: PartnerProgram.Account, reader: PartnerProgram.Partner?
  ) -> [String] {
    var missing = missing(.subIDs, of: account)
    guard let reader else { return missing }
    if !account.partnerCenter { missing.append("an enabled partner center (account \(account.slug) has none)") }
    if !reader.partnerCenterAccess { missing.append("access to the partner center granted to partner \(reader.code)") }
    return missing
  }

  /// Refuses what something is missing for.
  ///
  /// - Throws: FAILED_PRECONDITION that names each missing thing.
  static func require(_ missing: [String], for what: String) throws(RPCError) {
    guard !missing.isEmpty else { return }
    throw RPCError(.failedPrecondition, "\(what) needs \(missing.joined(separator: ", and "))")
  }
}

extension Tracker {
  /// The account that pays for a program.
  func account(of program: ProgramEntry) throws(RPCError) -> PartnerProgram.Account {
    guard let entry = store.directory.account(id: program.program.account) else {
      throw RPCError(.internal, "program \(program.program.slug) belongs to no account")
    }
    return entry.account
  }

  /// Refuses to make something in a program whose account has no partner programs.
  func requirePartnerPrograms(of program: ProgramEntry, toMake what: String) throws(RPCError) {
    try Gating.require(Gating.missing(.partnerPrograms, of: account(of: program)), for: what)
  }
}
