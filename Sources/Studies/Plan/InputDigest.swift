// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Scenarios

/// Digests of the files that runs rest on: FNV-1a of 128 bits over their bytes.
enum InputDigest {
  /// The digest of one file.
  ///
  /// - Throws: `InputNotFound`.
  static func of(file path: String) throws -> String { try of([(name: "", path: path)]) }

  /// The digest of a scenario's file and of the tables beside it.
  static func of(_ scenario: Scenario) throws -> String {
    let tables = scenario.tables.sorted { $0.file.utf8.lexicographicallyPrecedes($1.file.utf8) }
    return try of([(name: "", path: scenario.path)] + tables.map { (name: $0.file, path: $0.path) })
  }

  /// The digest of a register's directory: its descriptor and its tables.
  static func of(register path: String) throws -> String {
    let manager = FileManager.default
    var isDirectory: ObjCBool = false
    let exists = manager.fileExists(atPath: path, isDirectory: &isDirectory)
    let directory = exists && !isDirectory.boolValue ? (path as NSString).deletingLastPathComponent : path
    let names = ((try? manager.contentsOfDirectory(atPath: directory)) ?? []).filter {
      $0 == "datapackage.json" || $0.hasSuffix(".csv")
    }
    guard names.contains("datapackage.json") else {
      throw InputNotFound(path: path, reason: "is not a register's directory")
    }
    let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return try of(sorted.map { (name: $0, path: (directory as NSString).appendingPathComponent($0)) })
  }

  private static func of(_ files: [(name: String, path: String)]) throws -> String {
    var bytes: [UInt8] = []
    for file in files {
      guard let data = FileManager.default.contents(atPath: file.path) else {
        throw InputNotFound(path: file.path, reason: "no such file, or it can't be read")
      }
      // Name and length before the content: no two lists of files run together to the same bytes.
      bytes += Array("\(file.name)\u{0}\(data.count)\u{0}".utf8)
      bytes += data
    }
    return RunIdentity(key: bytes).description
  }
}
