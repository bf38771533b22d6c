// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GRDB
import GRDBSQLite

/// A prepared statement at the level of SQLite: millions of rows go through it, and a damaged row never traps, since SQLite
/// answers something for every type.
struct SQLStep {
  private let statement: Statement
  private let handle: SQLiteStatement

  /// A statement of the connection's cache.
  init(_ database: Database, _ sql: String) throws {
    statement = try database.cachedStatement(sql: sql)
    handle = statement.sqliteStatement
    sqlite3_reset(handle)
  }

  // MARK: - Arguments, from 1

  func bind(_ index: Int32, _ number: Int) { sqlite3_bind_int64(handle, index, Int64(number)) }

  func bind(_ index: Int32, _ number: Int?) {
    if let number { bind(index, number) } else { sqlite3_bind_null(handle, index) }
  }

  func bind(_ index: Int32, _ number: Double?) {
    if let number { sqlite3_bind_double(handle, index, number) } else { sqlite3_bind_null(handle, index) }
  }

  func bind(_ index: Int32, _ text: String) {
    // By its length, since a text may hold U+0000; with an address even where it is empty, since SQLite reads none as NULL.
    var text = text
    text.withUTF8 { bytes in
      let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
      if let start {
        _ = sqlite3_bind_text(handle, index, start, Int32(bytes.count), Self.copies)
      } else {
        _ = sqlite3_bind_text(handle, index, "", 0, Self.copies)
      }
    }
  }

  func bind(_ index: Int32, _ bytes: [UInt8]) {
    if bytes.isEmpty {
      sqlite3_bind_zeroblob(handle, index, 0)
    } else {
      _ = bytes.withUnsafeBytes { sqlite3_bind_blob(handle, index, $0.baseAddress, Int32($0.count), Self.copies) }
    }
  }

  private static var copies: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

  // MARK: - Steps

  /// Goes to the next row; false at the end.
  func next() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      sqlite3_reset(handle)
      return false
    default:
      let connection = sqlite3_db_handle(handle)
      let error = DatabaseError(
        resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
        message: String(cString: sqlite3_errmsg(connection)))
      sqlite3_reset(handle)
      throw error
    }
  }

  /// Does a statement that answers nothing.
  func execute() throws {
    while try next() {}
  }

  /// Gives up the rows that are left.
  func end() { sqlite3_reset(handle) }

  // MARK: - Columns, from 0

  func number(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

  func optionalNumber(_ column: Int32) -> Int? { isNull(column) ? nil : number(column) }

  func real(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

  func optionalReal(_ column: Int32) -> Double? { isNull(column) ? nil : real(column) }

  func text(_ column: Int32) -> String { String(decoding: bytes(ofText: column), as: UTF8.self) }

  /// The bytes of a text; valid until the next step.
  func bytes(ofText column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_text(handle, column)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
  }

  func bytes(_ column: Int32) -> [UInt8] {
    let start = sqlite3_column_blob(handle, column)
    return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
}
