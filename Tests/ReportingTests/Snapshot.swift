// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Comparison with files kept beside the tests.
enum Snapshot {
  private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots")

  /// Compares text with the file of that name; where they differ, the text is written beside it as `.new`, so that
  /// accepting it is one `mv`.
  static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = directory.appendingPathComponent(name)
    let new = file.appendingPathExtension("new")
    let expected = try? String(contentsOf: file, encoding: .utf8)
    if expected == text {
      try? FileManager.default.removeItem(at: new)
      return
    }
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: new)
    Issue.record("\(name) differs; look at \(new.lastPathComponent)", sourceLocation: sourceLocation)
  }
}
