import TTRPC
import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct AdministrationCommandTests {
  @Test func aNewKeysSecretIsAloneOnStandardOutput() async throws {
    let reply = CreateApiKeyResponse(key: ApiKey(id: "1", scope: .server), secret: "tk_1_secret")
    let outcome = await run("key", "create", "--scope", "server", "--label", "cart", answer: always(reply))
    #expect(outcome.status == 0)
    #expect(outcome.output == "tk_1_secret\n")
    #expect(outcome.errors == "Key 1 of scope server is made. Its secret is shown this once:\n")
    // The configured program is for other commands: a key of this scope has none.
    #expect(
      try #require(outcome.calls.first).decodedRequest(CreateApiKeyRequest.self)
        == CreateApiKeyRequest(scope: .server, label: "cart"))
  }

  @Test func aPartnersKeyIsForTheConfiguredProgram() async throws {
    let outcome = await run(
      "key", "create", "--scope", "partner-report", "--partner", "anna", "--format", "json",
      answer: always(CreateApiKeyResponse(key: ApiKey(id: "1", scope: .partnerReport), secret: "s")))
    #expect(
      try #require(outcome.calls.first).decodedRequest(CreateApiKeyRequest.self)
        == CreateApiKeyRequest(scope: .partnerReport, program: "shop", partner: "anna"))
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.contains("\"scope\": \"partner_report\""))
    #expect(outcome.output.contains("\"secret\": \"s\""))
  }

  @Test(arguments: [
    ["key", "create", "--scope", "partner-report"],
    ["key", "create", "--scope", "server", "--partner", "anna"],
    ["key", "create", "--scope", "server", "--program", "shop"],
    ["key", "create"],
  ])
  func aKeysScopeAndPartnerBelongTogether(_ arguments: [String]) async {
    let host = ConsoleHost(environment: usualEnvironment, writeOutput: { _ in }, writeError: { _ in })
    #expect(await runTributary(arguments, host: host) == ExitStatus.usage.rawValue)
  }

  @Test func aProgramIsMadeWithAmountsInItsCurrency() async throws {
    let outcome = await run(
      "program", "create", "mugs", "--currency", "JPY", "--sale-rate", "7.5", "--sale-flat", "10", "--lead-flat", "5",
      answer: always(CreateProgramResponse(program: Program(slug: "mugs", currency: "JPY"))))
    #expect(outcome.status == 0)
    #expect(
      try #require(outcome.calls.first).decodedRequest(CreateProgramRequest.self).program
        == Program(
          slug: "mugs", currency: "JPY", timeZone: "UTC",
          commission: CommissionRule(saleRateE4: 75_000, saleFlatMinor: 10, leadFlatMinor: 5)))
  }

  @Test func anUpdateKeepsWhatIsNotGiven() async throws {
    let present = Program(
      slug: "shop", account: "acme", name: "Shop", currency: "EUR", timeZone: "UTC", windowDays: 30,
      commission: CommissionRule(saleRateE4: 1, saleFlatMinor: 2, leadFlatMinor: 3), holdDays: 4, trackingUrl: "u")
    let outcome = await run("program", "update", "shop", "--lead-flat", "1.00", "--hold-days", "0") { call in
      call.method == "GetProgram"
        ? encoded(GetProgramResponse(program: present)) : encoded(UpdateProgramResponse(program: present))
    }
    var expected = present
    expected.commission?.leadFlatMinor = 100
    expected.holdDays = 0
    #expect(outcome.calls.map(\.method) == ["GetProgram", "UpdateProgram"])
    #expect(try #require(outcome.calls.last).decodedRequest(UpdateProgramRequest.self).program == expected)
  }

  @Test func partnersAndAccountsKeepWhatIsNotGiven() async throws {
    let partner = Partner(
      program: "shop", code: "anna", name: "Anna", email: "a@b", status: .active, partnerCenterAccess: true)
    let update = await run("partner", "update", "anna", "--status", "inactive") { call in
      call.method == "GetPartner"
        ? encoded(GetPartnerResponse(partner: partner)) : encoded(UpdatePartnerResponse(partner: partner))
    }
    var inactive = partner
    inactive.status = .inactive
    #expect(try #require(update.calls.last).decodedRequest(UpdatePartnerRequest.self).partner == inactive)

    let account = Account(slug: "acme", name: "Acme", plan: .pro, partnerCenter: true)
    let change = await run("account", "update", "acme", "--no-partner-center") { call in
      call.method == "GetAccount"
        ? encoded(GetAccountResponse(account: account)) : encoded(UpdateAccountResponse(account: account))
    }
    var closed = account
    closed.partnerCenter = false
    #expect(try #require(change.calls.last).decodedRequest(UpdateAccountRequest.self).account == closed)
  }

  @Test func aListIsATableOfAllPages() async {
    let outcome = await run("partner", "list") { call in
      let isFirst = (try? call.decodedRequest(ListPartnersRequest.self))?.pageToken == ""
      return encoded(
        isFirst
          ? ListPartnersResponse(
            partners: [Partner(program: "shop", code: "anna", name: "A\u{1B}", status: .active)], nextPageToken: "2")
          : ListPartnersResponse(partners: [Partner(program: "shop", code: "ben", status: .inactive)]))
    }
    #expect(
      outcome.output == """
        Program  Partner  Name     E-mail  Status    Partner center  Made  Brought in by
        ───────  ───────  ───────  ──────  ────────  ──────────────  ────  ─────────────
        shop     anna     A\\u{1B}          active    no
        shop     ben                       inactive  no

        """)
  }

  @Test func anEmptyListSaysSo() async {
    let outcome = await run("key", "list", answer: always(ListApiKeysResponse()))
    #expect(outcome.output == "There are no keys.\n")
    let csv = await run("key", "list", "--format", "csv", answer: always(ListApiKeysResponse()))
    #expect(csv.output == "id,account,scope,program,partner,label,created_at,revoked_at\r\n")
    let json = await run("key", "list", "--format", "json", answer: always(ListApiKeysResponse()))
    #expect(json.output == "{\n  \"keys\": []\n}\n")
  }
}
