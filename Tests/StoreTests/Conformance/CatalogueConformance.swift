import PartnerProgram
import Store
import Testing

@Suite("Catalogue")
struct CatalogueConformance {
  private func key(
    _ id: String, _ account: AccountID?, hash: UInt8, scope: KeyScope = .server
  ) throws -> APIKey {
    try APIKey(
      id: id, account: account, scope: scope, sha256: Array(repeating: hash, count: 32), createdAt: Shop.start)
  }

  @Test(arguments: Backend.allCases)
  func namesAreUnique(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let store = open.store
    await expectConflict("slug") { try await store.perform(.createAccount(shop.account)) }
    await expectConflict("slug") { try await store.perform(.createProgram(shop.program)) }
    await expectConflict("code") { try await store.perform(.createPartner(shop.alice)) }
    _ = try await store.perform(.createAPIKey(key("k-1", shop.account.id, hash: 1)))
    await expectConflict("id") { try await store.perform(.createAPIKey(self.key("k-1", nil, hash: 2))) }
    await expectConflict("sha256") { try await store.perform(.createAPIKey(self.key("k-2", nil, hash: 1))) }
  }

  @Test(arguments: Backend.allCases)
  func whatIsReferredToMustExist(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let store = open.store
    func expectMissing(_ command: Command, _ location: SourceLocation = #_sourceLocation) async {
      do {
        _ = try await store.perform(command)
        Issue.record("nothing was thrown", sourceLocation: location)
      } catch .notFound {
        return
      } catch {
        Issue.record("\(error) was thrown", sourceLocation: location)
      }
    }
    let now = Shop.start
    let nobody = AccountID(rawValue: 99)
    let usd = shop.program.currency
    await expectMissing(.updateAccount(try Account(slug: Slug("none"), createdAt: now)))
    await expectMissing(.createProgram(try Program(slug: Slug("new"), account: nobody, currency: usd, createdAt: now)))
    await expectMissing(.updateProgram(try Program(slug: Slug("shop"), account: nobody, currency: usd, createdAt: now)))
    await expectMissing(
      .createPartner(try Partner(program: ProgramID(rawValue: 99), code: PartnerCode("X"), createdAt: now)))
    await expectMissing(.updatePartner(try Partner(program: shop.program.id, code: PartnerCode("X"), createdAt: now)))
    await expectMissing(.createAPIKey(try key("k-1", nobody, hash: 1)))
    await expectMissing(.revokeAPIKey(id: "none", at: now))
    await expectMissing(
      .conversion(
        ConversionCommand(
          conversionID: ConversionID(rawValue: Shop.id()), program: ProgramID(rawValue: 99), kind: .lead,
          orderID: try OrderID("X"), amounts: nil, occurredAt: now, receivedAt: now)))
  }

  @Test(arguments: Backend.allCases)
  func updatesWriteAllButWhatIsForEver(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let store = open.store
    let later = Shop.start + 1
    let account = try await store.perform(
      .updateAccount(
        try Account(
          slug: shop.account.slug, name: "Acme", plan: .enterprise, partnerCenter: true, createdAt: later))
    ).account()
    #expect(account.name == "Acme" && account.plan == .enterprise && account.partnerCenter)
    #expect(account.id == shop.account.id && account.createdAt == Shop.start)
    #expect(store.directory.account(id: account.id)?.account == account)

    func changed(currency: Currency, timeZone: String = "UTC") throws -> Command {
      .updateProgram(
        try Program(
          slug: shop.program.slug, account: shop.account.id, name: "New", currency: currency, timeZone: timeZone,
          attribution: AttributionPolicy(coupon: .ignored, touch: .first, contact: .first, windowDays: 7),
          holdDays: 3,
          commission: CommissionTerms(
            rule: CommissionRule(saleRate: Rate(percentE4: 1), saleFlatMinor: 2), capMinor: 5, firstOrders: 6),
          clickRetentionDays: 8, addressStorage: .none, trackingURL: "https://go.example.com", createdAt: later))
    }
    let program = try await store.perform(changed(currency: shop.program.currency)).program()
    #expect(program.name == "New" && program.attribution.windowDays == 7 && program.holdDays == 3)
    #expect(program.attribution.coupon == .ignored && program.attribution.touch == .first)
    #expect(program.attribution.contact == .first && program.addressStorage == .none)
    #expect(program.commission.capMinor == 5 && program.commission.firstOrders == 6 && program.clickRetentionDays == 8)
    #expect(program.commission.rule.saleFlatMinor == 2 && program.trackingURL == "https://go.example.com")
    #expect(program.id == shop.program.id && program.createdAt == Shop.start)
    #expect(store.directory.program(id: program.id)?.program == program)
    let eur = try #require(Currency(code: "EUR"))
    await expectInvalid("currency") { try await store.perform(changed(currency: eur)) }
    await expectInvalid("time_zone") {
      try await store.perform(changed(currency: shop.program.currency, timeZone: "Asia/Tokyo"))
    }

    let partner = try await store.perform(
      .updatePartner(
        try Partner(
          program: shop.program.id, code: shop.alice.code, name: "Alice", email: "alice@example.com",
          status: .inactive, partnerCenterAccess: true, parent: shop.bob.id, createdAt: later))
    ).partner()
    #expect(partner.parent == shop.bob.id)
    #expect(partner.name == "Alice" && partner.email == "alice@example.com" && partner.partnerCenterAccess)
    #expect(partner.status == .inactive && partner.createdAt == Shop.start && partner.id == shop.alice.id)
    #expect(store.directory.partner(id: partner.id)?.partner == partner)
  }

  @Test(arguments: Backend.allCases)
  func aTimeZoneMustExist(_ backend: Backend) async throws {
    let open = try backend.make()
    await expectInvalid("time_zone") { try await Shop(in: open.store, timeZone: "Europe/Atlantis") }
  }

  @Test(arguments: Backend.allCases)
  func aKeyIsRevokedOnce(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    _ = try await open.store.perform(.createAPIKey(key("k-1", shop.account.id, hash: 1)))
    let revoked = try await open.store.perform(.revokeAPIKey(id: "k-1", at: Shop.start + 5)).apiKey()
    #expect(revoked.revokedAt == Shop.start + 5)
    let again = try await open.store.perform(.revokeAPIKey(id: "k-1", at: Shop.start + 9)).apiKey()
    #expect(again == revoked)
    #expect(open.store.directory.apiKey(id: "k-1")?.key == revoked)
  }

  @Test(arguments: Backend.allCases)
  func theDirectoryAnswersByBytesAndIsThereAgainAfterReopening(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let before = open.store.directory.generation
    let key = try await open.store.perform(.createAPIKey(key("k-1", shop.account.id, hash: 1))).apiKey()
    #expect(open.store.directory.generation > before)
    for _ in 0..<2 {
      let directory = open.store.directory
      #expect(key.sha256.withUnsafeBytes { directory.apiKey(sha256: $0)?.key } == key)
      #expect(shop.account.slug.bytes.withUnsafeBytes { directory.account(slug: $0)?.account } == shop.account)
      #expect(shop.program.slug.bytes.withUnsafeBytes { directory.program(slug: $0)?.program } == shop.program)
      #expect(
        shop.alice.code.bytes.withUnsafeBytes { directory.partner(program: shop.program.id, code: $0)?.partner }
          == shop.alice)
      #expect(
        shop.alice.code.bytes.withUnsafeBytes { directory.partner(program: ProgramID(rawValue: 9), code: $0) } == nil)
      #expect(
        "SHOP".utf8.withContiguousStorageIfAvailable { directory.program(slug: UnsafeRawBufferPointer($0)) == nil }
          == true)
      try await open.reopen()
    }
  }

  @Test(arguments: Backend.allCases)
  func listsComeInPages(_ backend: Backend) async throws {
    let open = try backend.make()
    let store = open.store
    let first = try await Shop(in: store, name: "a")
    let second = try await Shop(in: store, name: "b")
    #expect(try await store.accounts(after: nil, limit: 10).map(\.slug.text) == ["a-account", "b-account"])
    #expect(try await store.accounts(after: "a-account", limit: 10) == [second.account])
    #expect(try await store.programs(account: nil, after: nil, limit: 1) == [first.program])
    #expect(try await store.programs(account: second.account.id, after: nil, limit: 10) == [second.program])
    #expect(try await store.programs(account: nil, after: "a", limit: 10) == [second.program])
    #expect(try await store.partners(program: first.program.id, after: nil, limit: 10) == [first.alice, first.bob])
    #expect(try await store.partners(program: first.program.id, after: "ALICE", limit: 10) == [first.bob])
    var keys: [APIKey] = []
    for (id, account) in [("z", nil), ("y", first.account.id), ("x", first.account.id)] as [(String, AccountID?)] {
      keys.append(
        try await store.perform(.createAPIKey(key(id, account, hash: UInt8(keys.count)))).apiKey())
    }
    #expect(try await store.apiKeys(account: nil, after: nil, limit: 10) == keys)
    #expect(try await store.apiKeys(account: nil, after: "z", limit: 1) == [keys[1]])
    #expect(try await store.apiKeys(account: first.account.id, after: "y", limit: 10) == [keys[2]])
    await expectInvalid("page_size") { try await store.accounts(after: nil, limit: 0) }
  }

  @Test(arguments: Backend.allCases)
  func oneSigningKeyIsMadeAndKept(_ backend: Backend) async throws {
    let open = try backend.make()
    let keys = open.store.signingKeys()
    #expect(keys.count == 1 && keys.first?.secret.count == SigningKey.secretLength)
    #expect(Set(keys[0].secret).count > 1)
    try await open.reopen()
    #expect(open.store.signingKeys() == keys)
    #expect(try backend.make().store.signingKeys() != keys)
  }
}
