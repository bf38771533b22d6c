// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Places that the tests read from, and where they may write.
enum Places {
  /// The package's root directory.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The register that is shipped.
  static let register2023 = root + "/Instances/register-2023"

  /// Directory of the raw tables of the Space Network List, where this machine has them.
  static let rawTables: String? = {
    let given = ProcessInfo.processInfo.environment["ORBITSHARE_RAW_DATA"]
    let candidates = [given, given.map { $0 + "/snl" }, root + "/../shared/data/snl"]
    return candidates.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0 + "/networks.csv") }
  }()

  /// The path of `python3`, where this machine has one.
  static let python: String? = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Runs a body with a fresh directory that is removed afterwards.
  static func withTemporaryDirectory<Value>(_ body: (String) throws -> Value) throws -> Value {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("filings-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try body(directory.path)
  }

  /// Writes a text file.
  static func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }
}
