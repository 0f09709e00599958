internal import PartnerProgram
internal import Store
internal import Tracker

/// Why a visitor is not sent where a link or a form says.
enum RedirectRefusal: Error {
  /// What it says is no address.
  case noAddress
  /// The program's visitors are not sent to that host.
  case hostNotAllowed
  /// There is no such campaign.
  case unknownCampaign

  /// Its name among the counters.
  var reason: StaticString {
    switch self {
    case .noAddress: "no_address"
    case .hostNotAllowed: "host_not_allowed"
    case .unknownCampaign: "unknown_campaign"
    }
  }
}

extension WebMetrics.Counter {
  /// Where visitors are not sent.
  static let redirectTargetsRefused = WebMetrics.Counter(
    name: "tributary_redirect_targets_refused_total",
    help: "Pages that links and forms named and that visitors were not sent to, by what was wrong with them.")
}

extension Tracker {
  /// The address that a request's bytes are, when a program's visitors may be sent there.
  func redirectTarget(_ bytes: [UInt8], in program: ProgramEntry) throws(RedirectRefusal) -> WebAddress {
    guard let address = String(validating: bytes, as: UTF8.self).flatMap({ WebAddress($0) }) else { throw .noAddress }
    guard allows(address, in: program) else { throw .hostNotAllowed }
    return address
  }
}
