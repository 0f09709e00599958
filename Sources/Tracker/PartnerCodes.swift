internal import PartnerProgram
internal import Store

/// Tells the code of a partner that a stored value names by its row. A partner is never removed, so one without a code
/// would be a defect, which then shows as an empty text.
struct PartnerCodes: Sendable {
  private let code: @Sendable (PartnerID) -> PartnerCode?

  /// The codes that came with an outcome.
  init(_ codes: [PartnerID: PartnerCode]) {
    code = { codes[$0] }
  }

  /// The codes of every partner of the server.
  init(_ directory: Directory) {
    code = { directory.partner(id: $0)?.partner.code }
  }

  subscript(partner: PartnerID?) -> String {
    partner.flatMap(code)?.text ?? ""
  }
}
