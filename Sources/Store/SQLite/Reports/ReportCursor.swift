import PartnerProgram

/// Where the next page of a report begins: after a row, which is named by its keys and currency.
///
/// As a token it is opaque and stays valid however much is recorded in between. It also carries a fingerprint of the
/// query, so that a token of another query is recognised.
struct ReportCursor: Equatable {
  /// The row's keys, in the order of the query: texts, and days as numbers.
  let keys: [Key]
  let currency: Currency

  /// The value of a key.
  enum Key: Equatable {
    case text(String)
    case day(Day)
  }

  init(keys: [Key], currency: Currency) {
    self.keys = keys
    self.currency = currency
  }

  /// The form of the token, so that a later form can be told from this one.
  private static let version: UInt8 = 2

  // MARK: - Writing

  /// The token in hexadecimal digits: version, fingerprint, currency, then each key as 4 bytes of a day or as a text with
  /// its length in 2 bytes.
  func token(for query: ReportQuery) -> String {
    var bytes = [Self.version] + Self.bigEndian(Self.fingerprint(of: query)) + Array(currency.code.utf8)
    for key in keys {
      switch key {
      case .day(let day): bytes += Self.bigEndian(day.daysSince1970)
      case .text(let text): bytes += Self.bigEndian(UInt16(truncatingIfNeeded: text.utf8.count)) + Array(text.utf8)
      }
    }
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }

  // MARK: - Reading

  /// Reads a token of the same query.
  ///
  /// - Throws: a `FieldError` of `page_token` when it is none.
  init(token: String, of query: ReportQuery) throws(FieldError) {
    guard var rest = Self.bytes(token)?[...], Self.take(1, from: &rest) == [Self.version],
      Self.take(8, from: &rest) == Self.bigEndian(Self.fingerprint(of: query)),
      let code = Self.take(3, from: &rest), let currency = code.withUnsafeBytes({ Currency(code: $0) })
    else { throw Self.notOurs }
    var keys: [Key] = []
    for key in query.keys {
      guard let value = Self.value(of: key, from: &rest) else { throw Self.notOurs }
      keys.append(value)
    }
    guard rest.isEmpty else { throw Self.notOurs }
    self.keys = keys
    self.currency = currency
  }

  private static let notOurs = FieldError(
    field: "page_token", message: "must be the next_page_token of a reply to the same query")

  private static func value(of key: ReportKey, from rest: inout ArraySlice<UInt8>) -> Key? {
    switch key {
    case .day:
      guard let bytes = take(4, from: &rest) else { return nil }
      return .day(Day(daysSince1970: Int32(bitPattern: bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) })))
    case .subID, .partner, .landingPage:
      guard let length = take(2, from: &rest), let bytes = take(Int(length[0]) << 8 | Int(length[1]), from: &rest),
        let text = String(validating: bytes, as: UTF8.self)
      else { return nil }
      return .text(text)
    }
  }

  private static func take(_ count: Int, from rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  private static func bytes(_ token: String) -> [UInt8]? {
    let digits = Array(token.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for position in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(digits[position]), let low = value(digits[position + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }

  /// FNV-1a over what makes the query, but not its page size and not the day on which it is asked: it guards against
  /// mistakes, not against forgery, which would gain nothing.
  private static func fingerprint(of query: ReportQuery) -> UInt64 {
    var bytes = bigEndian(query.program.rawValue) + bigEndian(query.partner?.rawValue ?? 0)
    bytes += query.keys.map(\.rawValue) + [0xFF, query.includesFlagged ? 1 : 0]
    bytes += bigEndian(query.from?.daysSince1970 ?? .min) + bigEndian(query.to?.daysSince1970 ?? .max)
    return bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
