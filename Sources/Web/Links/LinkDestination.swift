internal import PartnerProgram
internal import Store
internal import Tracker

/// Where a link leads.
struct LinkDestination {
  /// The page; nil when the program has none.
  let address: WebAddress?
  /// What of the link was not followed.
  let refusals: [RedirectRefusal]

  /// Finds the page: the one that the link names, when visitors may be sent there; or else the campaign's; or else the
  /// program's own.
  init(of link: LinkQuery, in program: ProgramEntry, _ tracker: Tracker) {
    var refusals: [RedirectRefusal] = []
    var named: WebAddress?
    do throws(RedirectRefusal) {
      named = try Self.target(of: link, in: program, tracker)
    } catch {
      refusals.append(error)
    }
    do throws(RedirectRefusal) {
      if named == nil { named = try Self.campaignPage(of: link, in: program, tracker) }
    } catch {
      refusals.append(error)
    }
    address = named ?? program.program.landingURL
    self.refusals = refusals
  }

  private static func target(
    of link: LinkQuery, in program: ProgramEntry, _ tracker: Tracker
  ) throws(RedirectRefusal) -> WebAddress? {
    guard let target = link.target, !target.isEmpty else { return nil }
    return try tracker.redirectTarget(target, in: program)
  }

  private static func campaignPage(
    of link: LinkQuery, in program: ProgramEntry, _ tracker: Tracker
  ) throws(RedirectRefusal) -> WebAddress? {
    guard let code = link.campaign, !code.isEmpty else { return nil }
    guard let campaign = tracker.campaign(code, of: program) else { throw .unknownCampaign }
    return campaign.landingURL
  }
}
