import PartnerProgram

/// Where the next page of a report begins: after a row, which is named by its keys and currency.
///
/// As a token it is opaque and stays valid however much is recorded in between. It also carries a fingerprint of the
/// query, so that a token of another query is recognised.
struct ReportCursor: Equatable {
  let subID: SubID?
  let day: Day?
  let currency: Currency

  init(subID: SubID?, day: Day?, currency: Currency) {
    self.subID = subID
    self.day = day
    self.currency = currency
  }

  /// The form of the token, so that a later form can be told from this one.
  private static let version: UInt8 = 1

  // MARK: - Writing

  /// The token in hexadecimal digits: version, fingerprint, day, currency, SubID.
  func token(for query: ReportQuery) -> String {
    var bytes = [Self.version] + Self.bigEndian(Self.fingerprint(of: query))
    bytes += Self.bigEndian(day?.daysSince1970 ?? 0)
    bytes += Array(currency.code.utf8)
    bytes += subID?.bytes ?? []
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
    guard let bytes = Self.bytes(token), bytes.count >= 16, bytes[0] == Self.version,
      bytes[1..<9].elementsEqual(Self.bigEndian(Self.fingerprint(of: query))),
      let currency = bytes[13..<16].withUnsafeBytes({ Currency(code: $0) })
    else { throw Self.notOurs }
    let days = bytes[9..<13].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    self.currency = currency
    day = query.keys.contains(.day) ? Day(daysSince1970: Int32(bitPattern: days)) : nil
    let text = Array(bytes[16...])
    guard query.keys.contains(.subID), !text.isEmpty else {
      subID = nil
      return
    }
    do {
      subID = try SubID(String(decoding: text, as: UTF8.self))
    } catch {
      throw Self.notOurs
    }
  }

  private static let notOurs = FieldError(
    field: "page_token", message: "must be the next_page_token of a reply to the same query")

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

  /// FNV-1a over what makes the query, but not its page size: it guards against mistakes, not against forgery, which
  /// would gain nothing.
  private static func fingerprint(of query: ReportQuery) -> UInt64 {
    var bytes = bigEndian(query.program.rawValue) + bigEndian(query.partner.rawValue) + query.keys.map(\.rawValue)
    bytes += [0xFF] + bigEndian(query.from?.daysSince1970 ?? .min) + bigEndian(query.to?.daysSince1970 ?? .max)
    return bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
