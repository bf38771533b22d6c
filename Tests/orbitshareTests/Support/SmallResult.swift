// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The result of the small scenario, made once for all tests that only read it.
enum SmallResult {
  private static let scratch = FileManager.default.temporaryDirectory
    .appendingPathComponent("orbitshare-small-\(UUID().uuidString)").path

  private static let made = Result { () throws -> (directory: String, run: Program.Run) in
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: scratch) }
    let directory = scratch + "/result"
    return (directory, try Program.run("compare", Places.small, "--out", directory, "--threads", "2"))
  }

  /// The result directory.
  static func directory() throws -> String { try made.get().directory }

  /// The run that made it.
  static func run() throws -> Program.Run { try made.get().run }

  /// Runs a body with a copy of the result that may be changed.
  static func withCopy<Value>(_ body: (String) throws -> Value) throws -> Value {
    try Places.withTemporaryDirectory { directory in
      let copy = directory + "/result"
      try FileManager.default.copyItem(atPath: try self.directory(), toPath: copy)
      return try body(copy)
    }
  }
}
