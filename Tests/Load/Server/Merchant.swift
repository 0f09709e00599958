import Foundation
import Store
import TributaryClient
import TributaryProtocol

/// A database with one program and its partners in it, made through a server.
struct Merchant: Sendable {
  static let program = "load"

  /// The database's directory.
  let data: URL
  let adminKey: String
  /// May record clicks.
  let publishableKey: String
  /// May record conversions and read reports.
  let serverKey: String

  /// Makes a database in `data`.
  static func make(in data: URL, _ setting: BenchmarkSetting) async throws -> Merchant {
    let adminKey = try await ServerProcess.makeDatabase(executable: setting.server, data: data)
    return try await ServerProcess.serving(data, setting) { server in
      let admin = try TributaryClient(address: server.rpcAddress, key: adminKey)
      _ = try await admin.createAccount(Account(slug: "load", plan: .pro))
      _ = try await admin.createProgram(
        Program(
          slug: program, account: "load", currency: "USD",
          commission: CommissionRule(saleRateE4: 100_000, tierTwoRateE4: 50_000),
          landingUrl: "https://shop.example/landing"))
      try await withThrowingTaskGroup { group in
        for index in 0..<ClickMix.partnerCount {
          group.addTask {
            _ = try await admin.createPartner(Partner(program: program, code: ClickMix.partnerCode(index)))
          }
        }
        try await group.waitForAll()
      }
      let publishable = try await admin.createKey(CreateApiKeyRequest(account: "load", scope: .publishable)).secret
      let key = try await admin.createKey(CreateApiKeyRequest(account: "load", scope: .server)).secret
      await admin.close()
      return Merchant(data: data, adminKey: adminKey, publishableKey: publishable, serverKey: key)
    }
  }

  /// The same database once more. No server may have it open.
  func copy(to directory: URL) throws -> Merchant {
    try FileManager.default.copyItem(at: data, to: directory)
    return Merchant(data: directory, adminKey: adminKey, publishableKey: publishableKey, serverKey: serverKey)
  }

  /// Length of the database's write-ahead log as a file, in megabytes. After an orderly end there is none.
  func logMegabytes() throws -> Double {
    let path = SQLiteStore.databasePath(in: data.path) + "-wal"
    guard FileManager.default.fileExists(atPath: path) else { return 0 }
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return Double(attributes[.size] as? Int ?? 0) / 1_000_000
  }

  /// Clicks as requests.
  func clickFrames(_ clicks: [ClickMix.Click] = ClickMix.clicks) throws -> RequestFrames {
    let method = TrackingService.recordClick
    return try RequestFrames(
      clicks.map { $0.request(program: Self.program) }, service: method.service, method: method.name,
      key: publishableKey)
  }

  /// Orders as requests, each with a serial number.
  func orderFrames(_ orders: [OrderMix.Order] = OrderMix.orders) throws -> RequestFrames {
    let method = TrackingService.recordConversion
    return try RequestFrames(
      orders.map { $0.request(program: Self.program) }, service: method.service, method: method.name,
      key: serverKey, hasSerial: true)
  }
}
