import PartnerProgram
import Testing

@Suite struct ProgramTests {
  private let made = Timestamp(microseconds: 1)

  private func program(
    name: String = "", timeZone: String = "", windowDays: Int32 = 0, holdDays: Int32 = 0, retentionDays: Int32 = 0,
    trackingURL: String = ""
  ) throws(FieldError) -> Program {
    guard let dollar = Currency(code: "USD") else { throw FieldError(field: "currency", message: "is missing") }
    return try Program(
      slug: Slug("shoes"), account: AccountID(rawValue: 1), name: name, currency: dollar, timeZone: timeZone,
      attribution: AttributionPolicy(windowDays: windowDays), holdDays: holdDays, clickRetentionDays: retentionDays,
      trackingURL: trackingURL, createdAt: made)
  }

  @Test func whatIsNotSentHasItsDefault() throws {
    let program = try program()
    #expect(program.id == .unassigned)
    #expect(program.name == "shoes")
    #expect(program.timeZone == "UTC")
    #expect(program.attribution == .standard)
    #expect(program.clickRetentionDays == 0)
    #expect(program.addressStorage == .truncated)
    #expect(program.holdDays == 0)
    #expect(program.commission == .nothing)
    #expect(try Account(slug: Slug("acme"), createdAt: made).name == "acme")
    #expect(try Account(slug: Slug("acme"), createdAt: made).plan == .starter)
    #expect(try Partner(program: program.id, code: PartnerCode("Ann"), createdAt: made).name == "Ann")
    #expect(try Partner(program: program.id, code: PartnerCode("Ann"), createdAt: made).status == .active)
  }

  @Test func limitsAreInclusive() {
    #expect(fieldError { () throws(FieldError) in _ = try program(windowDays: 3_650, holdDays: 365) } == nil)
    for days: Int32 in [-1, 366, .max, .min] {
      #expect(fieldError { () throws(FieldError) in _ = try program(holdDays: days) }?.field == "hold_days")
    }
    let long = String(repeating: "n", count: 201)
    #expect(fieldError { () throws(FieldError) in _ = try program(name: long) }?.field == "name")
    #expect(fieldError { () throws(FieldError) in _ = try program(timeZone: "Europe Berlin") }?.field == "time_zone")
    #expect(fieldError { () throws(FieldError) in _ = try program(timeZone: "America/Port-au-Prince") } == nil)
  }

  @Test(arguments: [
    (Int32(60), Int32(0), true), (60, 60, true), (60, 59, false), (60, 36_500, true), (60, 36_501, false),
    (60, -1, false), (1, 2, true), (1, 1, false), (2, 2, true), (3_650, 3_650, true), (3_650, 3_649, false),
    (60, .max, false), (60, .min, false),
  ])
  func clicksAreKeptAsLongAsTheyCanEarn(_ window: Int32, _ retention: Int32, _ isAccepted: Bool) {
    let error = fieldError { () throws(FieldError) in
      _ = try program(windowDays: window, retentionDays: retention)
    }
    #expect(error?.field == (isAccepted ? nil : "click_retention_days"))
  }

  @Test func aPartnerIsNotItsOwnParent() throws {
    func partner(_ id: Int64, parent: Int64?) throws(FieldError) -> Partner {
      try Partner(
        id: PartnerID(rawValue: id), program: ProgramID(rawValue: 1), code: PartnerCode("Ann"),
        parent: parent.map(PartnerID.init(rawValue:)), createdAt: made)
    }
    #expect(try partner(1, parent: nil).parent == nil)
    #expect(try partner(1, parent: 2).parent == PartnerID(rawValue: 2))
    #expect(fieldError { () throws(FieldError) in _ = try partner(1, parent: 1) }?.field == "parent")
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

  @Test func overrideIsForAProductOrAPartner() throws {
    func field(_ partner: Int64?, _ sku: String, lead: Int64 = 0) -> String? {
      fieldError { () throws(FieldError) in
        _ = try CommissionOverride(
          program: ProgramID(rawValue: 1), partner: partner.map(PartnerID.init(rawValue:)), sku: sku,
          rule: CommissionRule(saleRate: .zero, leadFlatMinor: lead))
      }?.field
    }
    #expect(field(1, "") == nil && field(nil, "a") == nil && field(1, "a") == nil)
    #expect(field(nil, "") == "sku")
    #expect(field(1, String(repeating: "s", count: 129)) == "sku")
    #expect(field(1, "", lead: 5) == nil)
    #expect(field(1, "a", lead: 5) == "commission.lead_flat_minor")
    #expect(field(nil, "a", lead: 5) == "commission.lead_flat_minor")
  }

  @Test func overridesAreToldApartByTheBytesOfTheProduct() throws {
    func override(_ sku: String) throws -> CommissionOverride {
      try CommissionOverride(program: ProgramID(rawValue: 1), partner: nil, sku: sku, rule: .nothing)
    }
    #expect(try override("\u{E9}") != override("e\u{301}"))
    #expect(try Set([override("a"), override("a"), override("b")]).count == 2)
  }

  @Test func plansIncludeTheOnesBelow() {
    #expect(Plan.allCases == Plan.allCases.sorted())
    #expect(Plan.starter < .plus && Plan.plus < .pro && Plan.pro < .enterprise)
    let included: [Plan: [Capability]] = [
      .starter: [], .plus: [.partnerPrograms], .pro: [.partnerPrograms, .subIDs, .pixel],
      .enterprise: [.partnerPrograms, .subIDs, .pixel],
    ]
    for plan in Plan.allCases {
      #expect(Capability.allCases.filter(plan.includes) == included[plan], "\(plan)")
      #expect(plan.name == "\(plan)")
    }
    #expect(Capability.allCases.map(\.neededPlan) == [.plus, .pro, .pro])
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
