// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Places that the tests read from, and where they may write.
enum Places {
  /// The package's root directory.
  static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// Runs a body with the path of a file that holds a text and is removed afterwards.
  static func withFile<Value>(_ text: String, name: String = "file.yaml", _ body: (String) throws -> Value) throws
    -> Value
  {
    try withDirectory { directory in
      let path = directory + "/" + name
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      return try body(path)
    }
  }

  /// Runs a body with a fresh directory that is removed afterwards.
  static func withDirectory<Value>(_ body: (String) throws -> Value) throws -> Value {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("auctions-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try body(directory.path)
  }

  /// Names in a directory of the package, sorted, without hidden ones.
  static func names(in directory: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: root + "/" + directory)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The text of a file; nil if there is none.
  static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
