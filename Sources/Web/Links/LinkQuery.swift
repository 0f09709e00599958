/// What a partner's link says. Of a parameter that is there twice the first one counts.
struct LinkQuery {
  /// Slug of the program.
  private(set) var program: [UInt8]?
  /// Code of the partner.
  private(set) var partner: [UInt8]?
  /// Code of the campaign.
  private(set) var campaign: [UInt8]?
  /// What the partner tells its traffic apart by.
  private(set) var subID: [UInt8]?
  /// Where to.
  private(set) var target: [UInt8]?

  /// Reads the parameters. Those of other names are none of ours.
  init(_ parameters: EncodedParameters) {
    for parameter in parameters {
      if parameter.name.isText("p") {
        partner = partner ?? parameter.value
      } else if parameter.name.isText("sid") {
        subID = subID ?? parameter.value
      } else if parameter.name.isText("c") {
        campaign = campaign ?? parameter.value
      } else if parameter.name.isText("to") {
        target = target ?? parameter.value
      } else if parameter.name.isText("program") {
        program = program ?? parameter.value
      }
    }
  }
}
