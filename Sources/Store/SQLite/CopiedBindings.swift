import GRDBSQLite
import PartnerProgram

/// Bindings that copy, and columns as values: for conversions, of which there are far fewer than clicks.
extension HotStatement {
  /// Tells SQLite to copy what is bound before the call returns (https://www.sqlite.org/c3ref/c_static.html).
  private static let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  func bind(_ parameter: Int32, copying text: String) {
    var text = text
    text.withUTF8 { bind(parameter, copying: UnsafeRawBufferPointer($0)) }
  }

  /// Binds a copy of UTF-8 bytes.
  func bind(_ parameter: Int32, copying text: [UInt8]) {
    text.withUnsafeBytes { bind(parameter, copying: $0) }
  }

  private func bind(_ parameter: Int32, copying text: UnsafeRawBufferPointer) {
    let start = text.assumingMemoryBound(to: CChar.self).baseAddress
    // An empty text may have no address, which SQLite would take for NULL.
    note("".withCString { sqlite3_bind_text(handle, parameter, start ?? $0, Int32(text.count), Self.copies) })
  }

  /// Binds a copy of the bytes of an id.
  func bind(_ parameter: Int32, copying id: some EventID) {
    id.rawValue.withBytes {
      note(sqlite3_bind_blob(handle, parameter, $0.baseAddress, Int32($0.count), Self.copies))
    }
  }

  /// Binds a copy of the bytes of an id, or NULL.
  func bind(_ parameter: Int32, copying id: (some EventID)?) {
    if let id { bind(parameter, copying: id) } else { bindNull(parameter) }
  }

  /// Binds the number of a row, or NULL.
  func bind(_ parameter: Int32, _ id: (some RowID)?) {
    if let id { bind(parameter, id.rawValue) } else { bindNull(parameter) }
  }

  // MARK: - Columns

  /// The text of a column that holds UTF-8.
  func text(_ column: Int32) -> String {
    String(decoding: bytes(column), as: UTF8.self)
  }

  /// The id in a column, or nil for NULL.
  ///
  /// - Throws: `StoreError.io` when it is no id.
  func id<ID: EventID>(_ column: Int32) throws -> ID? {
    if isNull(column) { return nil }
    guard let uuid = UUIDBytes(bytes: bytes(column)) else {
      throw StoreError.io("an id in the database does not have 16 bytes")
    }
    return ID(rawValue: uuid)
  }

  /// The SubID in a column; empty means none.
  func subID(_ column: Int32) -> SubID? {
    let bytes = bytes(column)
    return bytes.isEmpty ? nil : SubID(checked: Array(bytes))
  }

  /// The landing page in a column; empty means none.
  func landingPage(_ column: Int32) -> LandingPage? {
    let bytes = bytes(column)
    return bytes.isEmpty ? nil : LandingPage(checked: Array(bytes))
  }

  /// The number of a row in a column, or nil for NULL.
  func rowID<ID: RowID>(_ column: Int32) -> ID? {
    isNull(column) ? nil : ID(rawValue: integer(column))
  }

  /// The 32 bit number in a column.
  ///
  /// - Throws: `StoreError.io` when it does not fit.
  func number(_ column: Int32) throws -> Int32 {
    guard let number = Int32(exactly: integer(column)) else {
      throw StoreError.io("\(integer(column)) in the database does not fit into 32 bits")
    }
    return number
  }

  /// The day in a column.
  func day(_ column: Int32) -> Day {
    Day(daysSince1970: Int32(truncatingIfNeeded: integer(column)))
  }

  /// The currency in a column.
  ///
  /// - Throws: `StoreError.io` when it is none.
  func currency(_ column: Int32) throws -> Currency {
    guard let currency = Currency(code: bytes(column)) else {
      throw StoreError.io("\(text(column).quoted) in the database is no currency")
    }
    return currency
  }

  /// The case whose number is in a column.
  ///
  /// - Throws: `StoreError.io` when there is none.
  func value<Value: RawRepresentable<UInt8>>(_ column: Int32) throws -> Value {
    guard let number = UInt8(exactly: integer(column)), let value = Value(rawValue: number) else {
      throw StoreError.io("\(integer(column)) in the database is no \(Value.self)")
    }
    return value
  }

  /// The moment in a column.
  func timestamp(_ column: Int32) -> Timestamp {
    Timestamp(microseconds: integer(column))
  }
}
