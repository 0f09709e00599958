import PartnerProgram
import Store
import Testing

/// What browsers bring is no RPC, so the store is told and asked.
extension Shop {
  /// The ids and secrets of the keys that verify the program's pixels, newest first.
  func pixelKeys() -> [(id: String, secret: String)] {
    let entry = Array(program.utf8).withUnsafeBytes { server.store.directory.program(slug: $0) }
    return (entry?.pixelKeys ?? []).map { ($0.id, $0.secret) }
  }

  /// Records a lead with what a form told of its contact.
  func fillForm(email: String, _ fields: [(String, String)]) async throws {
    let entry = Array(program.utf8).withUnsafeBytes { server.store.directory.program(slug: $0) }
    let name = try #require(ContactName.email(email))
    let now = Timestamp(microseconds: clock.now)
    _ = try await server.store.perform(
      .conversion(
        ConversionCommand(
          conversionID: ConversionID(rawValue: UUIDBytes(high: 1, low: 2)), program: try #require(entry?.id),
          kind: .lead, orderID: OrderID("FORM-1"), amounts: nil, customerEmail: email,
          evidence: [EvidenceSubmission(item: EvidenceItem(kind: .email, value: email), claim: .contact(name))],
          contactFields: fields.map { try ContactField(name: FormFieldName($0.0), value: $0.1) }, occurredAt: now,
          receivedAt: now)))
  }
}
