internal import Hummingbird
internal import PartnerProgram

extension Request {
  /// The host that the request was sent to, as in `WebAddress.host`; nil when it names none that could be one.
  func host(isSecure: Bool) -> String? {
    head.authority.flatMap { WebAddress("\(isSecure ? "https" : "http")://\($0)/")?.host }
  }
}
