import PartnerProgram
import Testing

@Suite struct ProgramTests {
  private let made = Timestamp(microseconds: 1)

  private func program(
    name: String = "", timeZone: String = "", windowDays: Int32 = 0, holdDays: Int32 = 0, trackingURL: String = ""
  ) throws(FieldError) -> Program {
    guard let dollar = Currency(code: "USD") else { throw FieldError(field: "currency", message: "is missing") }
    return try Program(
      slug: Slug("shoes"), account: AccountID(rawValue: 1), name: name, currency: dollar, timeZone: timeZone,
      windowDays: windowDays, holdDays: holdDays, trackingURL: trackingURL, createdAt: made)
  }

  @Test func whatIsNotSentHasItsDefault() throws {
    let program = try program()
    #expect(program.id == .unassigned)
    #expect(program.name == "shoes")
    #expect(program.timeZone == "UTC")
    #expect(program.windowDays == 60)
    #expect(program.holdDays == 0)
    #expect(program.commission == .nothing)
    #expect(try Account(slug: Slug("acme"), createdAt: made).name == "acme")
    #expect(try Account(slug: Slug("acme"), createdAt: made).plan == .starter)
    #expect(try Partner(program: program.id, code: PartnerCode("Ann"), createdAt: made).name == "Ann")
    #expect(try Partner(program: program.id, code: PartnerCode("Ann"), createdAt: made).status == .active)
  }

  @Test func limitsAreInclusive() {
    #expect(fieldError { () throws(FieldError) in _ = try program(windowDays: 3_650, holdDays: 365) } == nil)
    #expect(fieldError { () throws(FieldError) in _ = try program(windowDays: 1) } == nil)
    for days: Int32 in [-1, 3_651, .max, .min] {
      #expect(fieldError { () throws(FieldError) in _ = try program(windowDays: days) }?.field == "window_days")
    }
    for days: Int32 in [-1, 366, .max, .min] {
      #expect(fieldError { () throws(FieldError) in _ = try program(holdDays: days) }?.field == "hold_days")
    }
    let long = String(repeating: "n", count: 201)
    #expect(fieldError { () throws(FieldError) in _ = try program(name: long) }?.field == "name")
    #expect(fieldError { () throws(FieldError) in _ = try program(timeZone: "Europe Berlin") }?.field == "time_zone")
    #expect(fieldError { () throws(FieldError) in _ = try program(timeZone: "America/Port-au-Prince") } == nil)
  }

  @Test(arguments: [
    "https://go.example.com", "http://127.0.0.1:8080", "https://go.example.com/t/", "https://[::1]:8080",
  ])
  func trackingAddressIsAccepted(_ address: String) throws {
    #expect(try program(trackingURL: address).trackingURL == address)
  }

  @Test(arguments: [
    "go.example.com", "ftp://go.example.com", "https://", "http:///path", "https:// x", "https://a\"b", "https://a'b",
    "https://a<b", "https://a b", "https://a?b", "https://a#b", "https://ä.de", "javascript:alert(1)", "https://a\nb",
    "https://" + String(repeating: "a", count: 2_041), "https://a&amp;b", "HTTPS//a",
  ])
  func trackingAddressThatCouldHarmAPageIsRefused(_ address: String) {
    #expect(
      fieldError { () throws(FieldError) in _ = try program(trackingURL: address) }?.field == "tracking_url")
  }

  @Test func commissionIsNeverNegative() throws {
    let sale = fieldError { () throws(FieldError) in _ = try CommissionRule(saleRate: .zero, saleFlatMinor: -1) }
    #expect(sale?.field == "sale_flat_minor")
    let lead = fieldError { () throws(FieldError) in _ = try CommissionRule(saleRate: .zero, leadFlatMinor: -1) }
    #expect(lead?.field == "lead_flat_minor")
  }

  @Test func plansIncludeTheOnesBelow() {
    #expect(Plan.allCases == Plan.allCases.sorted())
    #expect(Plan.starter < .plus && Plan.plus < .pro && Plan.pro < .enterprise)
  }
}

@Suite struct APIKeyTests {
  @Test func scopesPermitExactlyWhatTheContractSays() {
    let permitted: [KeyScope: Set<KeyScope>] = [
      .publishable: [.publishable],
      .server: [.publishable, .server, .partnerReport],
      .admin: [.publishable, .server, .admin, .partnerReport],
      .partnerReport: [.partnerReport],
    ]
    for scope in KeyScope.allCases {
      #expect(Set(KeyScope.allCases.filter(scope.permits)) == permitted[scope], "\(scope)")
    }
  }

  private func key(
    id: String = "k1", scope: KeyScope = .server, program: ProgramID? = nil, partner: PartnerID? = nil,
    label: String = "", bytes: Int = 32
  ) -> FieldError? {
    fieldError { () throws(FieldError) in
      _ = try APIKey(
        id: id, account: nil, scope: scope, program: program, partner: partner, label: label,
        sha256: Array(repeating: 0, count: bytes), createdAt: Timestamp(microseconds: 0))
    }
  }

  @Test func onlyPartnerReportKeysNameAPartner() {
    let program = ProgramID(rawValue: 1)
    let partner = PartnerID(rawValue: 1)
    #expect(key() == nil)
    #expect(key(scope: .partnerReport, program: program, partner: partner) == nil)
    #expect(key(scope: .partnerReport, partner: partner)?.field == "program")
    #expect(key(scope: .partnerReport, program: program)?.field == "partner")
    #expect(key(program: program)?.field == "program")
    #expect(key(partner: partner)?.field == "partner")
  }

  @Test func partsHaveTheirForm() {
    #expect(key(id: "")?.field == "id")
    #expect(key(id: "a b")?.field == "id")
    #expect(key(label: String(repeating: "l", count: 200)) == nil)
    #expect(key(label: String(repeating: "l", count: 201))?.field == "label")
    #expect(key(bytes: 31)?.field == "sha256")
  }

  @Test func revokedKeyIsNotLive() throws {
    var key = try APIKey(
      id: "k1", account: nil, scope: .admin, sha256: Array(repeating: 1, count: 32),
      createdAt: Timestamp(microseconds: 0))
    #expect(key.isLive)
    key.revokedAt = Timestamp(microseconds: 1)
    #expect(!key.isLive)
  }
}
