import TributaryClient

/// A token that a conversion brings. Its text depends on the server's secret, so a history names the click instead.
struct TokenEvidence: Hashable, Sendable {
  /// The click's id.
  let click: String
  /// Whether the signature is spoilt.
  let isForged: Bool
}

/// One thing that happens in a history. Requests are without the program's slug, which differs from run to run.
enum Event: Hashable, Sendable {
  /// Time passes, in microseconds.
  case wait(microseconds: Int64)
  /// The server stops and starts again.
  case restart
  case click(RecordClickRequest)
  case convert(RecordConversionRequest, TokenEvidence?)
  case updatePartner(Partner)
  case updateProgram(Program)
  case createCoupon(Coupon)
  case deleteCoupon(code: String)
  case setOverride(CommissionOverride)
  case deleteOverride(partner: String, sku: String)
  case eraseContact(EraseContactRequest)
  case adjust(CreateAdjustmentRequest)
  case payOut(CreatePayoutRequest)
  /// Everything that the server tells is compared with the model.
  case compareAll
}

/// A program with its partners, and what happens to it.
struct History: Sendable {
  /// Where the random numbers began that made it.
  let seed: UInt64
  /// When it begins, in microseconds since 1970 UTC.
  let start: Int64
  let program: Program
  let partners: [Partner]
  var events: [Event]
}
