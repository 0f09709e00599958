import GRDB
import GRDBSQLite
import PartnerProgram

/// A prepared statement of the hot path, bound and stepped through SQLite's own interface.
///
/// GRDB prepares it and keeps its connection; its arguments and rows would cost several allocations for each click.
/// Bound texts and blobs are not copied: they must stay where they are until the statement is reset.
final class HotStatement {
  private let statement: Statement
  let handle: SQLiteStatement
  private var bindingCode = SQLITE_OK

  init(_ database: Database, _ sql: String) throws {
    statement = try database.makeStatement(sql: sql)
    handle = statement.sqliteStatement
  }

  // MARK: - Binding, by parameter number from 1

  func bind(_ parameter: Int32, _ value: Int64) {
    note(sqlite3_bind_int64(handle, parameter, value))
  }

  func bindNull(_ parameter: Int32) {
    note(sqlite3_bind_null(handle, parameter))
  }

  /// Binds UTF-8 bytes in place. An empty text must have an address too: SQLite takes a null pointer for NULL.
  func bind(_ parameter: Int32, text: UnsafeRawBufferPointer) {
    note(
      sqlite3_bind_text(
        handle, parameter, text.assumingMemoryBound(to: CChar.self).baseAddress, Int32(text.count), nil))
  }

  /// Binds bytes in place.
  func bind(_ parameter: Int32, blob: UnsafeRawBufferPointer) {
    note(sqlite3_bind_blob(handle, parameter, blob.baseAddress, Int32(blob.count), nil))
  }

  func note(_ code: Int32) {
    if bindingCode == SQLITE_OK { bindingCode = code }
  }

  // MARK: - Stepping

  /// Whether there is a row. Afterwards the statement must be reset.
  func step() throws -> Bool {
    guard bindingCode == SQLITE_OK else { throw failure(bindingCode) }
    let code = sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw failure(code)
    }
  }

  /// Runs a statement that gives no rows, and resets it.
  func run() throws {
    defer { reset() }
    _ = try step()
  }

  /// Makes the statement ready to be bound again.
  func reset() {
    sqlite3_reset(handle)
    bindingCode = SQLITE_OK
  }

  private func failure(_ code: Int32) -> DatabaseError {
    let message = sqlite3_db_handle(handle).map { String(cString: sqlite3_errmsg($0)) }
    return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
  }

  // MARK: - Columns of the row, by position from 0

  func integer(_ column: Int32) -> Int64 {
    sqlite3_column_int64(handle, column)
  }

  func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  /// The bytes of a text or blob, valid until the next step or reset.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
  }
}
