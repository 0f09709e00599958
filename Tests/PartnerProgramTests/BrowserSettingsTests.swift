import PartnerProgram
import Testing

/// What a program, its campaigns and its keys are for browsers.
@Suite struct BrowserSettingsTests {
  private func program(
    landingURL: WebAddress? = nil, hosts: [AllowedHost] = [], fields: [FormFieldName] = []
  ) throws(FieldError) -> Program {
    guard let dollar = Currency(code: "USD") else { throw FieldError(field: "currency", message: "is missing") }
    return try Program(
      slug: Slug("shoes"), account: AccountID(rawValue: 1), currency: dollar, landingURL: landingURL,
      allowedHosts: hosts, formFields: fields, createdAt: Timestamp(microseconds: 1))
  }

  @Test func aProgramThatSaysNothingLeadsNowhereAndKeepsNothing() throws {
    let program = try program()
    #expect(program.landingURL == nil && program.thankYouURL == nil)
    #expect(program.allowedHosts.isEmpty && program.formFields.isEmpty)
  }

  @Test func itsListsAreShortAndNameEachOnce() throws {
    let hosts = try (1...51).map { try AllowedHost("h\($0).example") }
    #expect(fieldError { () throws(FieldError) in _ = try program(hosts: Array(hosts.prefix(50))) } == nil)
    #expect(fieldError { () throws(FieldError) in _ = try program(hosts: hosts) }?.field == "allowed_hosts")
    let twice = try [AllowedHost("a.example"), AllowedHost("A.example")]
    #expect(fieldError { () throws(FieldError) in _ = try program(hosts: twice) }?.field == "allowed_hosts")
    let fields = try (1...17).map { try FormFieldName("f\($0)") }
    #expect(fieldError { () throws(FieldError) in _ = try program(fields: Array(fields.prefix(16))) } == nil)
    #expect(fieldError { () throws(FieldError) in _ = try program(fields: fields) }?.field == "form_fields")
    let cases = try [FormFieldName("Phone"), FormFieldName("phone")]
    #expect(fieldError { () throws(FieldError) in _ = try program(fields: cases) } == nil, "case matters")
    #expect(
      fieldError { () throws(FieldError) in _ = try program(fields: [cases[0], cases[0]]) }?.field == "form_fields")
  }

  @Test func aFieldOfAContactSaysSomethingShort() throws {
    let name = try FormFieldName("phone")
    #expect(try ContactField(name: name, value: String(repeating: "ä", count: 500)).value.count == 500)
    for value in ["", String(repeating: "v", count: 1_001), "a\u{0}b"] {
      #expect(fieldError { () throws(FieldError) in _ = try ContactField(name: name, value: value) }?.field == "value")
    }
    let spellings = ["\u{E9}", "e\u{301}"].compactMap { try? ContactField(name: name, value: $0) }
    #expect(Set(spellings).count == 2, "two spellings are two values")
  }

  @Test func newKeysAreOfTheirFormAndNoTwoAreAlike() {
    var generator = SystemRandomNumberGenerator()
    let keys = (0..<50).map { _ in PixelKey(createdAt: Timestamp(microseconds: 1), using: &generator) }
    for key in keys {
      #expect(key.id.wholeMatch(of: /[a-z0-9]{8}/) != nil && key.secret.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
    }
    #expect(Set(keys.map(\.id)).count == 50 && Set(keys.map(\.secret)).count == 50)
    #expect(Set(keys.map(\.secret).joined()).count == 64, "each character of the alphabet comes")
    #expect(PixelKey.idAlphabet.count == 36 && PixelKey.secretAlphabet.count == 64)
  }
}
