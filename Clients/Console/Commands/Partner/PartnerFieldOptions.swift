internal import ArgumentParser
internal import TributaryClient

/// The fields of a partner that can be changed.
struct PartnerFieldOptions: ParsableArguments {
  @Option(help: "The partner's name for people.")
  var name: String?

  @Option(help: "The partner's e-mail address.")
  var email: String?

  @Option(help: "Whether the partner takes part: an inactive one earns nothing.")
  var status: PartnerStatusChoice?

  @Flag(inversion: .prefixedNo, help: "Whether the partner may see SubID reports in the partner center.")
  var partnerCenterAccess: Bool?

  @Option(
    help: ArgumentHelp(
      "The partner that brought this one in and gets the second tier; \"\" means none.", valueName: "code"))
  var parent: String?

  /// `partner` with the fields that were given.
  func applied(to partner: Partner) -> Partner {
    var partner = partner
    if let name { partner.name = name }
    if let email { partner.email = email }
    if let status { partner.status = status.value }
    if let partnerCenterAccess { partner.partnerCenterAccess = partnerCenterAccess }
    if let parent { partner.parent = parent }
    return partner
  }
}

/// The states of a partner by their words.
enum PartnerStatusChoice: String, CaseIterable, ExpressibleByArgument {
  case active
  case inactive

  /// The state in the protocol.
  var value: PartnerStatus {
    switch self {
    case .active: .active
    case .inactive: .inactive
    }
  }
}
