internal import TributaryClient

/// A link that refers visitors to a partner.
struct PartnerLink {
  /// Where a server listens that was told nothing else: for programs without a tracking URL.
  private static let localServer = "http://127.0.0.1:7480"

  /// The link.
  let text: String

  /// Makes a link of a program's tracking host.
  ///
  /// - Parameters:
  ///   - subID: Nil or empty leaves it out, here as in the two others.
  ///   - destination: The page it leads to instead of the campaign's or the program's.
  init(program: Program, partner: String, subID: String?, campaign: String?, destination: String?) {
    let host = program.trackingUrl.isEmpty ? Self.localServer : program.trackingUrl
    let parameters = [
      ("program", program.slug), ("p", partner), ("c", campaign ?? ""), ("sid", subID ?? ""), ("to", destination ?? ""),
    ]
    text =
      (host.hasSuffix("/") ? String(host.dropLast()) : host) + "/t?"
      + parameters.filter { !$0.1.isEmpty }.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
  }
}
