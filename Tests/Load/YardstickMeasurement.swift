import Foundation
import Logging
import PartnerProgram
import Store

extension Load {
  func measureYardstick(data: URL, batchSize: Int, seconds: Double) async throws -> Double {
    try SQLiteStore.create(directory: data.path, adminKey: nil)
    var logger = Logger(label: "load", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = .warning
    let store = try SQLiteStore.open(directory: data.path, onFatal: { _ in }, logger: logger)
    let now = Clock.now()
    _ = try await store.perform(
      .createAccount(try PartnerProgram.Account(slug: Slug("load"), plan: .pro, createdAt: now)))
    guard let account = withBytes("load", { store.directory.account(slug: $0) }),
      let currency = Currency(code: "USD")
    else { throw StoreError.notFound("account") }
    _ = try await store.perform(
      .createProgram(
        try PartnerProgram.Program(slug: Slug(Self.program), account: account.id, currency: currency, createdAt: now)))
    guard let program = withBytes(Self.program, { store.directory.program(slug: $0) }) else {
      throw StoreError.notFound("program")
    }
    let partners = try await makePartners(in: program, of: store, at: now)
    var yardstick = Yardstick(store: store, program: program, partners: partners)
    _ = try yardstick.measure(batchSize: batchSize, seconds: seconds / 5)
    let rate = try yardstick.measure(batchSize: batchSize, seconds: seconds)
    await store.drain()
    return rate
  }

  private func makePartners(
    in program: ProgramEntry, of store: SQLiteStore, at now: Timestamp
  ) async throws -> [PartnerEntry] {
    var partners: [PartnerEntry] = []
    for index in 0..<ClickMix.partnerCount {
      let partner = try PartnerProgram.Partner(
        program: program.id, code: PartnerCode(ClickMix.partnerCode(index)), createdAt: now)
      _ = try await store.perform(.createPartner(partner))
      let code = ClickMix.partnerCode(index)
      guard let entry = withBytes(code, { store.directory.partner(program: program.id, code: $0) }) else {
        throw StoreError.notFound("partner")
      }
      partners.append(entry)
    }
    return partners
  }
}

private func withBytes<Value>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
  Array(text.utf8).withUnsafeBytes(body)
}
