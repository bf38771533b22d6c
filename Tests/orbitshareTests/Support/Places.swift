// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Places that the tests read from, and where they may write.
enum Places {
  /// The package's root directory.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static let small = root + "/Instances/small/scenario.yaml"

  /// Directory of the raw tables of the Space Network List, where this machine has them.
  static let rawTables: String? = {
    let given = ProcessInfo.processInfo.environment["ORBITSHARE_RAW_DATA"]
    let candidates = [given, given.map { $0 + "/snl" }, root + "/../shared/data/snl"]
    return candidates.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0 + "/networks.csv") }
  }()

  /// Runs a body with a fresh directory that is removed afterwards.
  static func withTemporaryDirectory<Value>(_ body: (String) throws -> Value) throws -> Value {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("orbitshare-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try body(directory.path)
  }

  /// Writes a text file.
  static func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// What a directory holds, hidden files too.
  static func names(_ directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
  }

  /// Every file below a directory with its bytes, by path.
  static func files(_ directory: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: directory) {
      var isDirectory: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: directory + "/" + path, isDirectory: &isDirectory)
      if !isDirectory.boolValue { files[path] = try bytes(directory + "/" + path) }
    }
    return files
  }
}
