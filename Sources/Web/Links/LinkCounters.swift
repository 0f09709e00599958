internal import PartnerProgram
internal import Store

extension WebMetrics.Counter {
  /// Links that were followed.
  static let links = WebMetrics.Counter(
    name: "tributary_links_total", help: "Links that browsers followed, by what became of the visit.")
}

extension ClickDisposition {
  /// Its name among the counters.
  var reason: StaticString {
    switch self {
    case .counted: "counted"
    case .inactivePartner: "inactive_partner"
    case .repeated: "repeat"
    case .bot: "bot"
    case .prefetch: "prefetch"
    case .invalidSubID: "invalid_sub_id"
    }
  }
}

extension StoreError {
  /// The name among the counters of why something that a browser brought is lost.
  var lossReason: StaticString {
    switch self {
    case .overloaded: "lost_overloaded"
    case .full: "lost_disk_full"
    case .stopped: "lost_stopped"
    case .outcomeUnknown: "lost_outcome_unknown"
    case .failedPrecondition: "lost_limit"
    case .alreadyExists, .notFound, .invalid: "lost_refused"
    case .newerDatabase, .io: "lost_failed"
    }
  }
}
