import TTRPC
import TributaryProtocol

/// An account with one program, partners and a connection for each kind of key, all made through the services.
///
/// Partners `anna` and `ben` are active and may see the partner center, `idle` is not and may not. A sale earns 10 % and
/// a lead 1.50, unless configured otherwise.
struct Shop: Sendable {
  struct Configuration {
    var account = "acme"
    var program = "mugs"
    var currency = "USD"
    var timeZone = "UTC"
    var windowDays: Int32 = 60
    var holdDays: Int32 = 14
    var commission = CommissionRule(saleRateE4: 100_000, leadFlatMinor: 150)
    var attribution: AttributionPolicy?
    var addressStorage = AddressStorage.unspecified
    var trackingURL = ""
  }

  let server: TestServer
  let account: String
  let program: String
  /// With the server's own admin key.
  let root: Connection
  /// With an admin key of the account.
  let owner: Connection
  /// With a key of scope server.
  let cart: Connection
  /// With a key of scope publishable.
  let browser: Connection

  var clock: TestClock { server.clock }

  init(on server: TestServer, _ configuration: Configuration = Configuration()) async throws {
    self.server = server
    account = configuration.account
    program = configuration.program
    root = try server.connect(key: server.adminKey)
    _ = try await root.call(
      ProgramsService.createAccount,
      CreateAccountRequest(account: Account(slug: account, plan: .pro, partnerCenter: true)))
    _ = try await root.call(
      ProgramsService.createProgram,
      CreateProgramRequest(
        program: Program(
          slug: program, account: account, currency: configuration.currency, timeZone: configuration.timeZone,
          windowDays: configuration.windowDays, commission: configuration.commission,
          holdDays: configuration.holdDays, trackingUrl: configuration.trackingURL,
          attribution: configuration.attribution, addressStorage: configuration.addressStorage)))
    for code in ["anna", "ben", "idle"] {
      let isActive = code != "idle"
      _ = try await root.call(
        ProgramsService.createPartner,
        CreatePartnerRequest(
          partner: Partner(
            program: program, code: code, status: isActive ? .active : .inactive, partnerCenterAccess: isActive)))
    }
    owner = try await Self.connection(.admin, account: account, through: root, to: server)
    cart = try await Self.connection(.server, account: account, through: root, to: server)
    browser = try await Self.connection(.publishable, account: account, through: root, to: server)
  }

  private static func connection(
    _ scope: KeyScope, account: String, through root: Connection, to server: TestServer
  ) async throws -> Connection {
    let key = try await root.call(
      ProgramsService.createApiKey, CreateApiKeyRequest(account: account, scope: scope))
    return try server.connect(key: key.secret)
  }

  /// A key that reads the reports of one partner.
  func reportKey(partner: String) async throws -> CreateApiKeyResponse {
    try await owner.call(
      ProgramsService.createApiKey,
      CreateApiKeyRequest(scope: .partnerReport, program: program, partner: partner))
  }

  func setStatus(of partner: String, _ status: PartnerStatus) async throws {
    try await update(Partner(program: program, code: partner, status: status, partnerCenterAccess: true))
  }

  /// Writes every field of a partner.
  func update(_ partner: Partner) async throws {
    _ = try await owner.call(ProgramsService.updatePartner, UpdatePartnerRequest(partner: partner))
  }

  /// Writes every field of the account.
  func updateAccount(plan: Plan, partnerCenter: Bool = true) async throws {
    _ = try await root.call(
      ProgramsService.updateAccount,
      UpdateAccountRequest(account: Account(slug: account, plan: plan, partnerCenter: partnerCenter)))
  }
}
