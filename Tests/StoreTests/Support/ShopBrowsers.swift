import PartnerProgram
import Store
import Testing

/// What a shop is for browsers.
extension Shop {
  @discardableResult
  func makeCampaign(_ code: String, _ address: String) async throws -> Campaign {
    let campaign = Campaign(
      program: program.id, code: try CampaignCode(code), landingURL: try #require(WebAddress(address)),
      createdAt: Self.start)
    guard case .campaign(let made) = try await store.perform(.createCampaign(campaign)) else {
      throw UnexpectedOutcome()
    }
    return made
  }

  @discardableResult
  func endCampaign(_ code: String) async throws -> Campaign {
    let outcome = try await store.perform(.deleteCampaign(program: program.id, code: try CampaignCode(code)))
    guard case .campaign(let ended) = outcome else { throw UnexpectedOutcome() }
    return ended
  }

  /// Writes where links and forms lead; what is not given becomes none.
  @discardableResult
  func setBrowsing(
    trackingURL: String = "", landingURL: String? = nil, thankYouURL: String? = nil, hosts: [String] = [],
    fields: [String] = []
  ) async throws -> Program {
    try await store.perform(
      .updateProgram(
        try Program(
          slug: program.slug, account: account.id, currency: program.currency, timeZone: program.timeZone,
          attribution: program.attribution, holdDays: program.holdDays, commission: program.commission,
          trackingURL: trackingURL, landingURL: landingURL.map { try #require(WebAddress($0)) },
          thankYouURL: thankYouURL.map { try #require(WebAddress($0)) },
          allowedHosts: hosts.map { try AllowedHost($0) },
          formFields: fields.map { try FormFieldName($0) }, createdAt: Self.start))
    ).program()
  }

  func rotatePixelKey(at time: Timestamp = start) async throws -> PixelKey {
    let outcome = try await store.perform(.rotatePixelKey(program: program.id, at: time))
    guard case .pixelKey(let key) = outcome else { throw UnexpectedOutcome() }
    return key
  }

  /// Sends a lead of somebody with what the form told of the person.
  @discardableResult
  func form(
    _ order: String, _ fields: [(String, String)], at time: Timestamp = start, customer: Customer, isTest: Bool = false
  ) async throws -> ConversionOutcome {
    try await store.perform(
      .conversion(
        ConversionCommand(
          conversionID: ConversionID(rawValue: Self.id()), program: program.id, kind: .lead,
          orderID: try OrderID(order), amounts: nil, customerEmail: customer.email,
          customerExternalID: customer.externalID, evidence: customer.evidence,
          contactFields: try fields.map { try ContactField(name: FormFieldName($0.0), value: $0.1) }, occurredAt: time,
          receivedAt: time, isTest: isTest))
    ).conversion()
  }

  /// What is kept of a contact's fields, as "name=value".
  func fields(of email: String) async throws -> [String] {
    let contact = try await store.contact(program: program.id, name: try #require(ContactName.email(email)))
    return try #require(contact).fields.map { "\($0.name)=\($0.value)" }
  }
}

extension Directory {
  func campaign(_ code: String, in program: ProgramID) -> Campaign? {
    Array(code.utf8).withUnsafeBytes { campaign(program: program, code: $0) }
  }

  /// Whether a shop's visitors may be sent to an address.
  func allows(_ address: String, _ shop: Shop) throws -> Bool {
    try allows(#require(WebAddress(address)), in: #require(program(id: shop.program.id)))
  }
}
