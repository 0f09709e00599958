internal import Crypto
package import PartnerProgram
internal import Store
internal import TributaryProtocol

/// Leads that browsers bring by forms. A form is public, so it needs no key and proves nothing but an address: it earns
/// what a lead earns, once for each address and form, and never a sale.
extension Tracker {
  /// Records a lead and waits until it is on disk, for as long as a visitor can be kept waiting.
  ///
  /// - Throws: a ``FieldError`` of `email` when it is no address.
  package func record(_ lead: FormLead) async throws(FieldError) -> FormLeadFate {
    guard let address = PartnerProgram.ContactName.email(lead.email) else {
      throw FieldError(field: "email", message: "must be an e-mail address")
    }
    let now = now()
    let request = RecordConversionRequest(
      program: lead.program.program.slug.text,
      kind: .lead,
      orderId: Self.orderID(of: lead, address: address.value),
      customer: Customer(email: lead.email),
      evidence: Evidence(clickToken: lead.clickToken, visitorId: lead.visitor?.description ?? ""))
    let command = try conversionCommand(
      request, in: lead.program, id: browserIDs.makeID(ConversionID.self, at: now), now: now,
      contactFields: lead.fields)
    do {
      switch try await formLeads.perform(.conversion(command), in: store) {
      case nil: return .late
      case .conversion(let conversion): return conversion.isReplayed ? .repeated : .recorded
      default: return .lost(.io("the store answered another kind of command"))
      }
    } catch {
      return .lost(error)
    }
  }

  /// The order id of a lead: the same for an address and a form for ever, so that a form that is sent twice is one lead.
  /// It is made with a secret, so that nobody who sees it can tell whether it is that of an address.
  private static func orderID(of lead: FormLead, address: String) -> String {
    let key = SymmetricKey(data: lead.program.formSecret)
    let message = lead.form.bytes + [0] + Array(address.utf8)
    let code = HMAC<SHA256>.authenticationCode(for: message, using: key).prefix(formCodeBytes)
    return "FORM-" + code.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  /// Bytes of the code that are used: 16 make two leads alike no sooner than two UUIDs.
  private static let formCodeBytes = 16
}
