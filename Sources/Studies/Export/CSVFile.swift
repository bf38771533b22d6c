// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

/// A table that is written row by row to a file: RFC 4180 with line feeds; no more than a mebibyte of it is in memory.
final class CSVFile {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isFirstField = true

  init(path: String, header: [String]) throws(OutputNotWritable) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileSystem.fault(path) }
    buffer.reserveCapacity(1 << 20 + 1 << 16)
    for name in header { add(name) }
    try endRow()
  }

  deinit { close(descriptor) }

  /// Adds a field to the row.
  func add(_ text: String) {
    separate()
    let bytes = text.utf8
    guard bytes.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
      buffer.append(contentsOf: bytes)
      return
    }
    buffer.append(0x22)
    for byte in bytes {
      if byte == 0x22 { buffer.append(0x22) }
      buffer.append(byte)
    }
    buffer.append(0x22)
  }

  /// Adds a number, or an empty field.
  func add(_ number: Int?) {
    add(number.map(String.init) ?? "")
  }

  /// Adds the shortest text that reads back as the same number.
  func add(_ number: Double?) {
    add(number.map { "\($0)" } ?? "")
  }

  /// Adds fields that were written out before, with their commas.
  func add(fields: [UInt8]) {
    separate()
    buffer.append(contentsOf: fields)
  }

  /// The bytes of fields with the commas between them.
  static func fields(_ texts: [String]) -> [UInt8] {
    var row = Table(header: texts, rows: []).serialised()
    row.removeLast()
    return [UInt8](row.utf8)
  }

  private func separate() {
    if isFirstField { isFirstField = false } else { buffer.append(0x2C) }
  }

  /// Ends the row.
  func endRow() throws(OutputNotWritable) {
    buffer.append(0x0A)
    isFirstField = true
    if buffer.count >= 1 << 20 { try flush() }
  }

  /// Sees that all of it is on the disk.
  func finish() throws(OutputNotWritable) {
    try flush()
    guard fsync(descriptor) == 0 else { throw FileSystem.fault(path) }
  }

  private func flush() throws(OutputNotWritable) {
    try FileSystem.write(buffer, to: descriptor, path: path)
    buffer.removeAll(keepingCapacity: true)
  }
}
